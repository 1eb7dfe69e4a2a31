package io.earshot.scoring.publish;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.consume.ScoreChanges;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.pace.Pacer;
import io.earshot.scoring.query.ScoreQuery;
import io.earshot.scoring.query.Window;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Publishes the scores that changed: a series of a store at most once a second, in each of the windows, as it stands then. While scoring
 * catches up or something is away, changes become one; nothing is lost but the states in between.
 */
final class ScorePublisher implements ScoreChanges, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ScorePublisher.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is published: the object of {@code GET /v1/scores}. */
    interface Answers {
        Mono<?> answer(String store, ScoreQuery question);
    }

    /** Where the records go. */
    interface Sender extends AutoCloseable {

        /** Sees to it that the topic is there; may block, or fail. */
        void prepare();

        /** Ends when Kafka has the record, or fails; may block, or fail at once. */
        CompletableFuture<?> send(ProducerRecord<byte[], byte[]> score);

        @Override
        void close();
    }

    private final List<Window> windows;
    private final Answers answers;
    private final ScoreRecords records;
    private final Sender sender;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Pacer<Changed> pacer;
    private final Counter published;
    private final Counter failed;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean started;

    /**
     * @param scheduler has one thread, which may block: nothing else is to run there
     * @param isFarBehind whether catching up goes before publishing
     */
    ScorePublisher(
            PublishProperties properties,
            Answers answers,
            ScoreRecords records,
            Sender sender,
            Clock clock,
            Scheduler scheduler,
            BooleanSupplier isFarBehind,
            MeterRegistry registry) {
        this.windows = properties.parsedWindows();
        this.answers = answers;
        this.records = records;
        this.sender = sender;
        this.clock = clock;
        this.scheduler = scheduler;
        this.pacer = new Pacer<>(
                scheduler,
                new Pacer.Rhythm(
                        REST,
                        LONGEST_REST,
                        PATIENCE,
                        properties.concurrency(),
                        () -> properties.gap(isFarBehind.getAsBoolean())),
                this::publish);
        this.published = Counter.builder("earshot.scoring.scores.published")
                .description("Scores that Kafka has on the scores topic")
                .register(registry);
        this.failed = Counter.builder("earshot.scoring.scores.publish.failures")
                .description("Attempts to publish the scores of a series that failed; each is made again")
                .register(registry);
        Gauge.builder("earshot.scoring.scores.pending", pacer, Pacer::pending)
                .description("Series of stores that changed and are not published yet")
                .register(registry);
    }

    @Override
    public void changed(String store, Series series) {
        if (!windows.isEmpty()) {
            pacer.changed(new Changed(store, series));
        }
    }

    private Mono<Void> publish(Changed changed) {
        return Mono.fromRunnable(sender::prepare)
                .thenMany(Flux.fromIterable(windows))
                .concatMap(window -> record(changed, window))
                .collectList()
                // sending may block while the brokers are away
                .publishOn(scheduler)
                .flatMap(this::send)
                .doOnSuccess(nothing -> succeeded())
                .doOnError(this::failed);
    }

    private Mono<Void> send(List<ProducerRecord<byte[], byte[]>> scores) {
        CompletableFuture<?>[] sent = scores.stream().map(sender::send).toArray(CompletableFuture[]::new);
        return Mono.fromFuture(CompletableFuture.allOf(sent));
    }

    private Mono<ProducerRecord<byte[], byte[]>> record(Changed changed, Window window) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ScoreQuery question = ScoreQuery.of(changed.series(), null, window, now);
        return answers.answer(changed.store(), question)
                .map(answer -> records.write(changed, window.slug(), answer, now));
    }

    private void succeeded() {
        published.increment(windows.size());
        if (failing.compareAndSet(true, false)) {
            LOG.info("Changed scores are published again");
        }
    }

    private void failed(Throwable error) {
        failed.increment();
        if (failing.compareAndSet(false, true)) {
            LOG.warn("Changed scores can't be published, trying again until they can: {}", error.toString());
        } else {
            LOG.debug("Changed scores can't be published", error);
        }
    }

    @Override
    public void start() {
        started = true;
        if (!windows.isEmpty()) {
            makeTopic();
        }
    }

    /** At once, so that the readers find it before the first change. */
    private void makeTopic() {
        Mono.fromRunnable(sender::prepare)
                .subscribeOn(scheduler)
                .subscribe(nothing -> {}, error -> LOG.warn("Made at the first change then: {}", error.toString()));
    }

    /** What is not published yet is found changed again by whoever reads the partition next: it reads the end of the log once more. */
    @Override
    public void stop() {
        started = false;
        pacer.close();
        scheduler.dispose();
        sender.close();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return CassandraConnection.PHASE + 2;
    }
}
