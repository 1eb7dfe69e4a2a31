package io.earshot.alerts.stream;

import io.earshot.alerts.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** The open streams: how many there may be, what each is told, their signs of life, and their end. */
final class CaseStreams implements SmartLifecycle {

    /** A client that has not read for a minute has gone, at a heartbeat every 15 seconds. */
    private static final int MOST_HEARTBEATS_MISSED = 4;

    private static final int RETRY_SECONDS = 2;
    private static final long MOST_REMEMBERED_BYTES = 16L * 1024 * 1024;

    private final StreamProperties properties;
    private final Scheduler scheduler;
    private final Counter refused;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean started;

    // all of these: only under the lock of this, so that nothing falls between what is replayed and what is told
    private final RecentChanges recent = new RecentChanges(MOST_REMEMBERED_BYTES);
    private final Map<String, Set<CaseStream>> byStore = new HashMap<>();
    private final Map<Integer, Long> liveFrom = new HashMap<>();
    private @Nullable StorePartitions partitions;

    /** A stream, and whether its client's key still allows it. Compared by identity: the stream has no equal. */
    private record Open(CaseStream stream, BooleanSupplier allowed) {}

    /** In which partition of the topic the changes of a store lie. */
    @FunctionalInterface
    interface StorePartitions {

        int of(String store);
    }

    CaseStreams(StreamProperties properties, Scheduler scheduler, MeterRegistry registry) {
        this.properties = properties;
        this.scheduler = scheduler;
        Gauge.builder("earshot.alerts.streams", count, AtomicInteger::get)
                .description("Open streams of cases")
                .register(registry);
        this.refused = Counter.builder("earshot.alerts.streams.refused")
                .description("Streams refused because there were as many as there may be")
                .register(registry);
    }

    /**
     * Opens a stream when it is subscribed to, once. Fails with a 503 then, if there are too many or the service stops.
     *
     * @param lastEventId of the last event that the client has got on an earlier stream, null if there was none
     * @param allowed whether the client may still listen; asked now and then
     */
    Flux<ServerSentEvent<String>> open(
            String store, StreamQuery query, @Nullable String lastEventId, BooleanSupplier allowed) {
        return Flux.defer(() -> {
            takePlace();
            Open one = new Open(new CaseStream(store, query, MOST_HEARTBEATS_MISSED), allowed);
            AtomicBoolean ended = new AtomicBoolean();
            return one.stream().events(() -> opened(one, lastEventId), () -> {
                open.remove(one);
                remove(one.stream());
                if (ended.compareAndSet(false, true)) {
                    count.decrementAndGet();
                }
            });
        });
    }

    private void takePlace() {
        if (stopping) {
            throw ProblemException.unavailable("the service stops; ask another instance", RETRY_SECONDS);
        }
        if (count.incrementAndGet() > properties.most()) {
            count.decrementAndGet();
            refused.increment();
            throw ProblemException.unavailable(
                    "there are " + properties.most() + " streams open (expected: at most that)", RETRY_SECONDS);
        }
    }

    private void opened(Open one, @Nullable String lastEventId) {
        open.add(one);
        begin(one.stream(), lastEventId);
        if (stopping) {
            one.stream().end();
        }
    }

    private synchronized void begin(CaseStream stream, @Nullable String lastEventId) {
        Position end = partitions == null ? null : recent.end(partitions.of(stream.store()));
        stream.begin(end);
        if (lastEventId != null && !lastEventId.isEmpty()) {
            Optional<List<CaseChange>> missed = Position.of(lastEventId)
                    .filter(position -> end != null && position.partition() == end.partition())
                    .flatMap(position -> recent.after(position, stream.store()));
            missed.ifPresentOrElse(changes -> changes.forEach(stream::add), stream::reset);
            if (end != null) {
                stream.passed(end);
            }
        }
        byStore.computeIfAbsent(stream.store(), store -> new HashSet<>()).add(stream);
    }

    private synchronized void remove(CaseStream stream) {
        byStore.computeIfPresent(stream.store(), (store, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    /** Learns where the stores lie. */
    synchronized void locate(StorePartitions all) {
        partitions = all;
    }

    /** Where reading of a partition came to; null if it was not read. */
    synchronized @Nullable Position end(int partition) {
        return recent.end(partition);
    }

    /**
     * Begins anew with a partition.
     *
     * @param from the offset that is heard next
     * @param live the first offset that clients are told of; what comes before is remembered for those who come back
     */
    synchronized void begin(int partition, long from, long live) {
        recent.begin(partition, from);
        liveFrom.put(partition, live);
    }

    /** Says that changes may have been missed: whoever listens is told. */
    void missed() {
        open.forEach(one -> one.stream().reset());
        open.forEach(one -> one.stream().drain());
    }

    /** Tells a change to all who want to hear of it. */
    void hear(CaseChange change) {
        for (CaseStream stream : told(change)) {
            stream.drain();
        }
    }

    private synchronized List<CaseStream> told(CaseChange change) {
        recent.add(change);
        if (change.position().offset() < liveFrom.getOrDefault(change.position().partition(), 0L)) {
            return List.of();
        }
        List<CaseStream> streams = List.copyOf(byStore.getOrDefault(change.store(), Set.of()));
        streams.forEach(stream -> stream.add(change));
        return streams;
    }

    /** Notes a message that says nothing. */
    synchronized void pass(Position position) {
        recent.pass(position);
    }

    /** Shows every client that it is not forgotten, and ends what is not allowed any more. */
    void beat() {
        for (Open one : open) {
            if (one.allowed().getAsBoolean()) {
                place(one.stream());
                one.stream().heartbeat();
            } else {
                one.stream().end();
            }
        }
    }

    private synchronized void place(CaseStream stream) {
        Position end = partitions == null ? null : recent.end(partitions.of(stream.store()));
        if (end != null) {
            stream.passed(end);
        }
    }

    @Override
    public void start() {
        started = true;
        long millis = properties.heartbeat().toMillis();
        scheduler.schedulePeriodically(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Ends all streams: they would last as long as the service waits for requests to end. */
    @Override
    public void stop() {
        started = false;
        stopping = true;
        open.forEach(one -> one.stream().end());
        scheduler.dispose();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops before the web server, which waits for its requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
