package io.earshot.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The moment at which the demo was first played, and its week ends: a repeat must carry the times of the first, or it would be other items. */
final class DemoStart {

    private DemoStart() {}

    static Instant of(Home home, Clock clock) throws IOException {
        Path file = home.demoStart();
        if (!Files.exists(file)) {
            // before anything is posted: a demo that breaks off is repeated with the same times
            Files.writeString(file, clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\n");
        }
        return Instant.parse(Files.readString(file).strip());
    }
}
