package io.earshot.alerts.store;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    private static final int THREADS = 32;
    private static final int WAITING = 2_000;

    @Bean
    Cassandra cassandra(CassandraProperties properties) {
        return new Cassandra(properties.keyspace());
    }

    @Bean
    CassandraConnector cassandraConnector(
            CassandraProperties properties, CassandraSecurity security, Cassandra cassandra, MeterRegistry registry) {
        return new CassandraConnector(properties, security, cassandra, registry);
    }

    /** The threads on which the API asks Cassandra. */
    @Bean(destroyMethod = "dispose")
    Scheduler storeScheduler() {
        return Schedulers.newBoundedElastic(THREADS, WAITING, "store");
    }

    @Bean
    HealthIndicator cassandraHealthIndicator(Cassandra cassandra) {
        return () -> (cassandra.isReady() ? Health.up() : Health.down()).build();
    }
}
