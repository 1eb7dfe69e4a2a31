package io.earshot.alerts.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * One client's stream. It sends as the client reads; so many changes may wait, then the client is cut off: it comes back and gets what it
 * missed, or is told to begin anew. The id of an event is its place on the topic; a sign of life carries the place up to which there was nothing
 * for this client, so that one of a quiet store is not left behind.
 */
final class CaseStream {

    static final int MOST_WAITING = 2 * RecentChanges.MOST_OF_A_PARTITION;

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final String RESET = "{\"detail\": \"changes were missed; load the list of cases anew\"}";

    private final String store;
    private final StreamQuery query;
    private final int mostHeartbeatsMissed;
    private final AtomicInteger drains = new AtomicInteger();
    private volatile @Nullable FluxSink<ServerSentEvent<String>> sink;

    // all of these: only under the lock of this
    private final Queue<CaseChange> unsent = new ArrayDeque<>();
    private @Nullable Position seen;
    private boolean greeted;
    private boolean resetDue;
    private boolean heartbeatDue;
    private int heartbeatsMissed;

    /**
     * @param mostHeartbeatsMissed a client that does not read for so many heartbeats has gone
     */
    CaseStream(String store, StreamQuery query, int mostHeartbeatsMissed) {
        this.store = store;
        this.query = query;
        this.mostHeartbeatsMissed = mostHeartbeatsMissed;
    }

    String store() {
        return store;
    }

    /** Where the client stands when it begins; null where that is not known. */
    synchronized void begin(@Nullable Position position) {
        seen = position;
    }

    /** Tells the client first of all that it missed something. */
    synchronized void reset() {
        resetDue = true;
    }

    /** Notes a change; {@link #drain} sends it. */
    synchronized void add(CaseChange change) {
        seen = change.position();
        if (query.matches(change)) {
            unsent.add(change);
        }
    }

    /** Notes how far the topic was read without anything for this store. */
    synchronized void passed(Position position) {
        seen = position;
    }

    /**
     * What the client gets, to be subscribed to once.
     *
     * @param onOpen called when it is there to be told
     * @param onEnd called when it has ended, whoever ended it; may be called twice
     */
    Flux<ServerSentEvent<String>> events(Runnable onOpen, Runnable onEnd) {
        // nothing is buffered: only what is asked for is handed over
        return Flux.create(
                made -> {
                    sink = made;
                    made.onDispose(onEnd::run);
                    onOpen.run();
                    made.onRequest(more -> drain());
                    if (made.isCancelled()) {
                        // before it was open: then what was done to open it came last
                        onEnd.run();
                    }
                },
                FluxSink.OverflowStrategy.IGNORE);
    }

    /** Has a sign of life sent; ends the stream where the client has not read for long. */
    void heartbeat() {
        boolean gone;
        synchronized (this) {
            heartbeatsMissed = heartbeatDue ? heartbeatsMissed + 1 : 0;
            heartbeatDue = true;
            gone = heartbeatsMissed > mostHeartbeatsMissed;
        }
        if (gone) {
            cutOff();
        } else {
            drain();
        }
    }

    private void cutOff() {
        FluxSink<ServerSentEvent<String>> open = sink;
        if (open != null) {
            open.error(new IllegalStateException("the client of a stream does not read"));
        }
    }

    void end() {
        FluxSink<ServerSentEvent<String>> open = sink;
        if (open != null) {
            open.complete();
        }
    }

    /** Sends what waits, as far as the client reads. */
    void drain() {
        FluxSink<ServerSentEvent<String>> open = sink;
        if (open == null || drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            ServerSentEvent<String> next = open.requestedFromDownstream() > 0 ? next() : null;
            while (next != null && !open.isCancelled()) {
                open.next(next);
                next = open.requestedFromDownstream() > 0 ? next() : null;
            }
            if (isOverrun()) {
                cutOff();
            }
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private synchronized boolean isOverrun() {
        return unsent.size() > MOST_WAITING;
    }

    private synchronized @Nullable ServerSentEvent<String> next() {
        if (resetDue) {
            resetDue = false;
            greeted = true;
            return placed(ServerSentEvent.builder(RESET).event("reset").retry(RETRY));
        }
        if (!greeted) {
            greeted = true;
            ServerSentEvent.Builder<String> greeting =
                    ServerSentEvent.<String>builder().retry(RETRY);
            return unsent.isEmpty() ? placed(greeting) : greeting.build();
        }
        CaseChange change = unsent.poll();
        if (change != null) {
            return ServerSentEvent.builder(change.message())
                    .event(change.type())
                    .id(change.position().written())
                    .build();
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            return placed(ServerSentEvent.<String>builder().comment(""));
        }
        return null;
    }

    /** With the place up to which the client has all; called only when nothing waits, or what waits is told to be missed. */
    private ServerSentEvent<String> placed(ServerSentEvent.Builder<String> event) {
        return seen == null ? event.build() : event.id(seen.written()).build();
    }
}
