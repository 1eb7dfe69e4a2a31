package io.earshot.scoring;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.CassandraProperties;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the scoring service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ScoringApplication {

    public static void main(String[] args) {
        SpringApplication.run(ScoringApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CassandraConnection cassandraConnection(CassandraProperties properties, Clock clock) {
        return new CassandraConnection(properties, clock);
    }
}
