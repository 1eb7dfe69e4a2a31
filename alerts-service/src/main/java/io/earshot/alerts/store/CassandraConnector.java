package io.earshot.alerts.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/** Connects in the background for as long as it takes, so that the service starts while Cassandra is away. */
final class CassandraConnector implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CassandraConnector.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Of the session and none by node: those grow with the cluster. */
    private static final List<String> METRICS =
            List.of("cql-requests", "cql-client-timeouts", "connected-nodes", "bytes-sent", "bytes-received");

    private final CassandraProperties properties;
    private final CassandraSecurity security;
    private final Cassandra cassandra;
    private final MeterRegistry registry;
    private final Thread thread = new Thread(this::connect, "cassandra-connect");
    private volatile boolean stopped;
    private volatile @Nullable CompletableFuture<CqlSession> opening;

    CassandraConnector(
            CassandraProperties properties, CassandraSecurity security, Cassandra cassandra, MeterRegistry registry) {
        this.properties = properties;
        this.security = security;
        this.cassandra = cassandra;
        this.registry = registry;
    }

    @Override
    public void afterPropertiesSet() {
        thread.setDaemon(true);
        thread.start();
    }

    private void connect() {
        CqlSession session = null;
        while (!stopped) {
            try {
                if (session == null) {
                    session = open();
                }
                new Schema(properties).create(session);
                cassandra.ready(session);
                LOG.info("Connected to Cassandra, keyspace {}", properties.keyspace());
                return;
            } catch (InterruptedException e) {
                return;
            } catch (ExecutionException | RuntimeException e) {
                LOG.warn("Cassandra is not usable yet, trying again: {}", e.toString());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private CqlSession open() throws InterruptedException, ExecutionException {
        CompletableFuture<CqlSession> future = security.secure(CqlSession.builder())
                .addContactPoints(properties.addresses())
                .withLocalDatacenter(properties.datacenter())
                .withConfigLoader(config())
                .withMetricRegistry(registry)
                .buildAsync()
                .toCompletableFuture();
        opening = future;
        return future.get();
    }

    private DriverConfigLoader config() {
        return DriverConfigLoader.programmaticBuilder()
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
                // a node's warning is logged with its statement, but not with what customers wrote
                .withBoolean(DefaultDriverOption.REQUEST_LOGGER_VALUES, false)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(5))
                .withString(DefaultDriverOption.SESSION_NAME, "earshot-alerts")
                .withString(DefaultDriverOption.METRICS_FACTORY_CLASS, "MicrometerMetricsFactory")
                .withString(DefaultDriverOption.METRICS_ID_GENERATOR_CLASS, "TaggingMetricIdGenerator")
                .withString(DefaultDriverOption.METRICS_ID_GENERATOR_PREFIX, "cassandra")
                .withStringList(DefaultDriverOption.METRICS_SESSION_ENABLED, METRICS)
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(properties.keyspace()))
                .build();
    }

    @Override
    public void destroy() {
        stopped = true;
        thread.interrupt();
        CompletableFuture<CqlSession> future = opening;
        if (future != null) {
            future.whenComplete((session, failure) -> {
                if (session != null) {
                    session.closeAsync();
                }
            });
        }
    }
}
