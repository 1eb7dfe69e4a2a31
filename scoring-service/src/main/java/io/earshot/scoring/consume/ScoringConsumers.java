package io.earshot.scoring.consume;

import io.earshot.feedback.Topics;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.Source;
import io.earshot.scoring.items.ItemsListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/**
 * Runs the two consumer groups of the service: waits until Cassandra and the topic are there, starts them, and starts them over when the
 * topic turns out to be another one.
 */
public final class ScoringConsumers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringConsumers.class);

    private static final String CONSUMING = "consuming";
    private static final Duration START_RETRY = Duration.ofSeconds(5);

    private final ConsumeProperties properties;
    private final CassandraConnection connection;
    private final TopicWatch topics;
    private final ListenerContainers consumers;
    private final KafkaOperations<byte[], byte[]> deadLetterTemplate;
    private final ScoringMetrics metrics;
    private final Freshness freshness;
    private final ScoreChanges changes;
    private final Backlog backlog;
    private final Patience patience = new Patience();
    private final ExecutorService control =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "scoring-consumers"));
    private final AtomicBoolean startingOver = new AtomicBoolean();
    private final List<KafkaMessageListenerContainer<byte[], byte[]>> containers = new CopyOnWriteArrayList<>();
    private final List<Flusher> flushers = new CopyOnWriteArrayList<>();
    private final @Nullable Integer fixedGeneration;
    private volatile String state = "waiting for Cassandra";
    private volatile boolean started;
    private volatile @Nullable String topicId;
    private volatile int generation;

    /**
     * @param fixedGeneration the generation of rows to fold into, null for the one that is active
     */
    ScoringConsumers(
            ConsumeProperties properties,
            CassandraConnection connection,
            TopicWatch topics,
            ConsumerFactory<byte[], byte[]> consumers,
            KafkaOperations<byte[], byte[]> deadLetterTemplate,
            MeterRegistry registry,
            Clock clock,
            ScoreChanges changes,
            Backlog backlog,
            @Nullable Integer fixedGeneration) {
        this.properties = properties;
        this.connection = connection;
        this.topics = topics;
        this.consumers = new ListenerContainers(consumers);
        this.deadLetterTemplate = deadLetterTemplate;
        this.metrics = new ScoringMetrics(registry);
        this.freshness = new Freshness(clock, registry);
        this.changes = changes;
        this.backlog = backlog;
        this.fixedGeneration = fixedGeneration;
    }

    /** Whether all consumers run. */
    public boolean areConsuming() {
        return state.equals(CONSUMING) && containers.stream().allMatch(KafkaMessageListenerContainer::isRunning);
    }

    /** What the consumers wait for, or that they consume. */
    public String state() {
        return state.equals(CONSUMING) && !areConsuming() ? "a consumer has stopped, see the log" : state;
    }

    @Override
    public void start() {
        started = true;
        control.execute(this::startConsumers);
    }

    private void startConsumers() {
        try {
            ScoringStore store = connection.store().get();
            state = "waiting for the topic " + Topics.EVENTS;
            topicId = patience.keepTrying("Looking for the topic", this::findTopic);
            generation = fixedGeneration == null ? store.generation() : fixedGeneration;
            addConsumers(store);
            startingOver.set(false);
            containers.forEach(KafkaMessageListenerContainer::start);
            state = CONSUMING;
            LOG.info("Consuming {} into generation {}", Topics.EVENTS, generation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.debug("No store, the connection has said why", e);
        } catch (RuntimeException e) {
            if (control.isShutdown()) {
                LOG.info("{}", e.getMessage());
            } else {
                // a broker's name that does not resolve just now, say
                LOG.error("The consumers can't be started, trying again", e);
                patience.pause(START_RETRY);
                startingOver.set(false);
                startOver();
            }
        }
    }

    private void addConsumers(ScoringStore store) {
        SourceRegistry sources = new SourceRegistry(store, metrics.epochs());
        Assignments assignments =
                new Assignments(properties, store, sources, topics, patience, store.scoresReader(generation));
        LogWentBack wentBack = (source, offset, after) -> logWentBack(sources, source, offset, after);
        for (int i = 0; i < properties.threads(); i++) {
            addFolding(i, store, assignments, wentBack);
        }
        ItemPositions positions = new ItemPositions(store, sources, topics, patience, this::startOver, wentBack);
        for (int i = 0; i < properties.itemsThreads(); i++) {
            addItems(i, store, positions);
        }
    }

    private String findTopic() throws Exception {
        int partitions = topics.eventsPartitions();
        if (partitions < properties.spread()) {
            throw new IllegalArgumentException(Topics.EVENTS + " has " + partitions + " partitions (expected: at least "
                    + properties.spread() + ")");
        }
        topics.makeDeadLetterTopic();
        return topics.eventsId();
    }

    private void addFolding(int number, ScoringStore store, Assignments assignments, LogWentBack wentBack) {
        Flusher flusher = new Flusher(
                "score-writer-" + number,
                properties,
                new UnwrittenWriter(store, generation, properties.writes(), topics, deadLetterTemplate),
                metrics,
                freshness,
                changes,
                backlog,
                patience,
                this::startOver);
        FoldingListener listener = new FoldingListener(
                properties,
                store,
                generation,
                assignments,
                flusher,
                metrics,
                freshness,
                changes,
                backlog,
                fixedGeneration == null,
                wentBack);
        flushers.add(flusher);
        flusher.start();
        containers.add(consumers.container(properties.scoresGroup(), "scores-" + number, listener));
    }

    private void addItems(int number, ScoringStore store, ItemPositions positions) {
        ItemsListener listener = new ItemsListener(store, properties.writes(), positions);
        containers.add(consumers.container(properties.itemsGroup(), "items-" + number, listener));
    }

    /** Looks whether the consumers run, and the topic is still the one that is read. */
    void check() {
        if (state.equals(CONSUMING)) {
            if (!areConsuming()) {
                LOG.error("A consumer has stopped by itself: starting all over");
                startOver();
                return;
            }
            try {
                if (!topics.eventsId().equals(topicId)) {
                    LOG.error("{} was made anew: starting over with it", Topics.EVENTS);
                    startOver();
                }
            } catch (TopicWatch.TopicUnavailableException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    private void startOver() {
        if (startingOver.compareAndSet(false, true)) {
            try {
                control.execute(this::stopAndStart);
            } catch (RejectedExecutionException e) {
                LOG.debug("The service stops");
            }
        }
    }

    private void logWentBack(SourceRegistry sources, Source source, long offset, long after) {
        try {
            // that a topic was made anew is seen at the start
            if (topics.eventsId().equals(source.topicId())) {
                sources.logWentBack(source, offset);
            }
        } catch (TopicWatch.TopicUnavailableException e) {
            throw new TryAgainException(String.valueOf(e.getMessage()));
        }
        startOver();
        throw new TryAgainException("partition " + source.partition() + " went back to offset " + offset + " after "
                + after + "; starting over with it");
    }

    private void stopAndStart() {
        state = "starting over";
        endConsumers();
        startConsumers();
    }

    private void endConsumers() {
        containers.forEach(KafkaMessageListenerContainer::stop);
        containers.clear();
        flushers.forEach(Flusher::close);
        flushers.clear();
    }

    /** Looks whether another generation of the rows has become the active one; from then on that one is folded. */
    void checkGeneration() {
        connection.storeNow().ifPresent(store -> {
            store.refreshGeneration();
            if (fixedGeneration == null && state.equals(CONSUMING) && store.generation() != generation) {
                LOG.info("Generation {} of the rows is the active one now: going on with it", store.generation());
                startOver();
            }
        });
    }

    @Override
    public void stop() {
        started = false;
        state = "stopped";
        endControl();
        containers.forEach(KafkaMessageListenerContainer::stop);
        patience.stop();
        flushers.forEach(Flusher::close);
        topics.close();
    }

    /** Nobody starts any more what is stopped next. */
    private void endControl() {
        control.shutdownNow();
        try {
            if (!control.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The start of the consumers has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return CassandraConnection.PHASE + 1;
    }
}
