package io.earshot.scoring.audit;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.CassandraProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the checks together. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    private static final int WAITING = 8;

    @Bean
    Auditors auditors(CassandraProperties cassandra, @Value("${earshot.scoring.spread}") int spread, Clock clock) {
        return store -> new Auditor(store, spread, cassandra.minuteRetention(), clock);
    }

    @Bean(destroyMethod = "dispose")
    Scheduler auditScheduler() {
        return Schedulers.newBoundedElastic(1, WAITING, "audit");
    }

    @Bean
    AuditWalk auditWalk(
            CassandraConnection connection, Auditors auditors, AuditProperties properties, MeterRegistry registry) {
        return new AuditWalk(connection, auditors, properties.rate(), new Drift(registry));
    }
}
