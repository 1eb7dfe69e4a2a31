package io.earshot.scoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The service on a host whose clock is wrong by what a file says when it starts. */
public final class MovedClockApplication {

    /** Names the file, which holds a duration. */
    static final String FILE = "TEST_CLOCK_FILE";

    private MovedClockApplication() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(ScoringApplication.class, MovedClock.class).run(args);
    }

    /** No configuration by annotation: nobody else is to find it. */
    static final class MovedClock {

        @Bean
        @Primary
        Clock movedClock() throws IOException {
            String by = Files.readString(Path.of(System.getenv(FILE))).strip();
            return Clock.offset(Clock.systemUTC(), Duration.parse(by));
        }
    }
}
