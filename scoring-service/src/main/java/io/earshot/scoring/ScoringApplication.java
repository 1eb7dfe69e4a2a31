package io.earshot.scoring;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.CassandraProperties;
import io.earshot.scoring.cassandra.CassandraSecurity;
import io.earshot.scoring.rebuild.RebuildApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the scoring service, or the command that its first argument names. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ScoringApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(RebuildApplication.COMMAND)) {
            System.exit(RebuildApplication.run(List.of(args).subList(1, args.length)));
        }
        SpringApplication.run(ScoringApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    CassandraConnection cassandraConnection(
            CassandraProperties properties, CassandraSecurity security, Clock clock, MeterRegistry registry) {
        return new CassandraConnection(properties, security, clock, registry);
    }
}
