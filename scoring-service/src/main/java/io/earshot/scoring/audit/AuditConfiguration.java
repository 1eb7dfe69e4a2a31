package io.earshot.scoring.audit;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.CassandraProperties;
import io.earshot.scoring.consume.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the checks together. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    Auditors auditors(CassandraProperties cassandra, @Value("${earshot.scoring.spread}") int spread, Clock clock) {
        return store -> new Auditor(store, spread, cassandra.minuteRetention(), clock);
    }

    @Bean
    Horizon auditHorizon(CassandraProperties cassandra, Clock clock) {
        return Horizon.of(cassandra, clock);
    }

    @Bean
    AuditThread auditThread() {
        return new AuditThread();
    }

    @Bean
    AuditWalk auditWalk(
            CassandraConnection connection,
            Auditors auditors,
            AuditProperties properties,
            Horizon horizon,
            Backlog backlog,
            MeterRegistry registry) {
        return new AuditWalk(connection, auditors, properties.rate(), horizon, new Drift(registry), backlog);
    }
}
