package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The way to Cassandra. The service starts without it: the driver keeps trying, and the schema is made as soon as it answers.
 */
public final class CassandraConnection implements SmartLifecycle {

    /** Before anything that uses the connection. */
    public static final int PHASE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(CassandraConnection.class);

    /** Of the session and none by node: those grow with the cluster. */
    private static final List<String> METRICS =
            List.of("cql-requests", "cql-client-timeouts", "connected-nodes", "bytes-sent", "bytes-received");

    private final CassandraProperties properties;
    private final CassandraSecurity security;
    private final Clock clock;
    private final MeterRegistry registry;
    private volatile @Nullable CompletableFuture<CqlSession> session;
    private volatile CompletableFuture<ScoringStore> store = new CompletableFuture<>();

    public CassandraConnection(
            CassandraProperties properties, CassandraSecurity security, Clock clock, MeterRegistry registry) {
        this.properties = properties;
        this.security = security;
        this.clock = clock;
        this.registry = registry;
    }

    /** Completes when the store can be used; may be retried after a failure only by a new start. */
    public CompletableFuture<ScoringStore> store() {
        return store;
    }

    /** The store, if it can be used by now. */
    public Optional<ScoringStore> storeNow() {
        return store.isDone() && !store.isCompletedExceptionally() ? Optional.of(store.join()) : Optional.empty();
    }

    @Override
    public void start() {
        LOG.info("Connecting to Cassandra at {}", properties.contactPoints());
        CompletableFuture<CqlSession> opened = security.secure(CqlSession.builder())
                .addContactPoints(properties.addresses())
                .withLocalDatacenter(properties.datacenter())
                .withConfigLoader(config())
                .withMetricRegistry(registry)
                .buildAsync()
                .toCompletableFuture();
        session = opened;
        Thread preparation = new Thread(() -> prepare(opened), "cassandra-preparation");
        preparation.setDaemon(true);
        preparation.start();
    }

    private DriverConfigLoader config() {
        return DriverConfigLoader.programmaticBuilder()
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
                // a node's warning is logged with its statement, but not with what customers wrote
                .withBoolean(DefaultDriverOption.REQUEST_LOGGER_VALUES, false)
                .withBoolean(DefaultDriverOption.RESOLVE_CONTACT_POINTS, false)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, properties.requestTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, properties.requestTimeout())
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, Duration.ofSeconds(20))
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withString(DefaultDriverOption.SESSION_NAME, "earshot-scoring")
                .withString(DefaultDriverOption.METRICS_FACTORY_CLASS, "MicrometerMetricsFactory")
                .withString(DefaultDriverOption.METRICS_ID_GENERATOR_CLASS, "TaggingMetricIdGenerator")
                .withString(DefaultDriverOption.METRICS_ID_GENERATOR_PREFIX, "cassandra")
                .withStringList(DefaultDriverOption.METRICS_SESSION_ENABLED, METRICS)
                .build();
    }

    private void prepare(CompletableFuture<CqlSession> opened) {
        while (!opened.isCancelled()) {
            try {
                CqlSession connected = opened.join();
                Schema.create(connected, properties);
                store.complete(new ScoringStore(connected, properties, clock));
                LOG.info("Connected to Cassandra, keyspace {}", properties.keyspace());
                return;
            } catch (DriverException e) {
                LOG.warn("Cassandra is not ready for the schema, trying again: {}", e.toString());
                pause(Duration.ofSeconds(1));
            } catch (CompletionException e) {
                LOG.error("No connection to Cassandra can be made with these settings", e);
                store.completeExceptionally(e);
                return;
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        CompletableFuture<CqlSession> opened = session;
        session = null;
        if (opened != null) {
            if (opened.isDone() && !opened.isCompletedExceptionally()) {
                opened.join().closeAsync().toCompletableFuture().join();
            } else {
                opened.cancel(true);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return session != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
