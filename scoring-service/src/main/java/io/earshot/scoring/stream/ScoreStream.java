package io.earshot.scoring.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * One client's stream. It sends as the client reads: of each score only the latest waits, and one heartbeat.
 *
 * <p>The id of an event tells all that the client has then: for each watched score, in their order, the hash of the one last sent. So a client
 * that comes back gets just those scores that it has not seen, from any instance.
 */
final class ScoreStream {

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{11}");
    private static final String NONE = "-";
    private static final String SEPARATOR = ".";

    private final List<Question> questions;
    private final int mostHeartbeatsMissed;
    private final AtomicInteger drains = new AtomicInteger();
    private volatile @Nullable FluxSink<ServerSentEvent<String>> sink;

    // all of these: only under the lock of this
    private final Map<Question, ScoreEvent> unsent = new LinkedHashMap<>();
    private final Map<Question, String> sent = new HashMap<>();
    private boolean greeted;
    private boolean heartbeatDue;
    private int heartbeatsMissed;

    /**
     * @param questions the watched scores; their order is part of the ids
     * @param lastEventId of the last event that the client has got on an earlier stream, null if there was none
     * @param mostHeartbeatsMissed a client that does not read for so many heartbeats has gone
     */
    ScoreStream(List<Question> questions, @Nullable String lastEventId, int mostHeartbeatsMissed) {
        this.questions = List.copyOf(questions);
        this.mostHeartbeatsMissed = mostHeartbeatsMissed;
        String[] seen = lastEventId == null ? new String[0] : lastEventId.split("\\" + SEPARATOR, -1);
        if (seen.length == questions.size()) {
            for (int i = 0; i < seen.length; i++) {
                if (HASH.matcher(seen[i]).matches()) {
                    sent.put(questions.get(i), seen[i]);
                }
            }
        }
    }

    List<Question> questions() {
        return questions;
    }

    /**
     * What the client gets, to be subscribed to once.
     *
     * @param onOpen called when it is there to be offered scores
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

    /** Has the score sent, unless it says what the client knows. */
    void offer(Question question, ScoreEvent event) {
        synchronized (this) {
            unsent.put(question, event);
        }
        drain();
    }

    /** Has a sign of life sent; ends the stream where the client has not read for long. */
    void heartbeat() {
        boolean gone;
        synchronized (this) {
            heartbeatsMissed = heartbeatDue ? heartbeatsMissed + 1 : 0;
            heartbeatDue = true;
            gone = heartbeatsMissed > mostHeartbeatsMissed;
        }
        FluxSink<ServerSentEvent<String>> open = sink;
        if (gone && open != null) {
            open.error(new IllegalStateException("the client of a stream does not read"));
        } else {
            drain();
        }
    }

    void end() {
        FluxSink<ServerSentEvent<String>> open = sink;
        if (open != null) {
            open.complete();
        }
    }

    private void drain() {
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
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private synchronized @Nullable ServerSentEvent<String> next() {
        if (!greeted) {
            greeted = true;
            return ServerSentEvent.<String>builder().retry(RETRY).build();
        }
        Iterator<Map.Entry<Question, ScoreEvent>> waiting = unsent.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<Question, ScoreEvent> one = waiting.next();
            waiting.remove();
            String hash = one.getValue().hash();
            if (!hash.equals(sent.put(one.getKey(), hash))) {
                return ServerSentEvent.builder(one.getValue().data())
                        .event("score")
                        .id(id())
                        .build();
            }
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            return ServerSentEvent.<String>builder().comment("").build();
        }
        return null;
    }

    private String id() {
        return questions.stream()
                .map(question -> sent.getOrDefault(question, NONE))
                .collect(Collectors.joining(SEPARATOR));
    }
}
