package io.earshot.scoring.stream;

import io.earshot.scoring.consume.ScoreChanges;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.pace.Pacer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The scores that somebody watches, and who does. A question is asked once for all that watch it, at most once a second; they hear of it when
 * the answer says something else than before.
 *
 * <p>Safe for use by several threads.
 */
final class WatchedScores implements ScoreChanges, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedScores.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Function<Question, Mono<ScoreEvent>> answers;
    private final Pacer<Question> pacer;

    // changed under the lock of this only; read by the threads that fold without it
    private final Map<String, Map<Question, Watched>> byStore = new ConcurrentHashMap<>();

    private static final class Watched {
        private final Set<ScoreStream> streams = new LinkedHashSet<>();
        private @Nullable ScoreEvent latest;
    }

    /**
     * @param answers asks for a score as it is now
     * @param most how many questions are asked at once
     */
    WatchedScores(Function<Question, Mono<ScoreEvent>> answers, int most, Scheduler scheduler) {
        this.answers = answers;
        this.pacer = new Pacer<>(
                scheduler, new Pacer.Rhythm(REST, LONGEST_REST, PATIENCE, most, () -> Duration.ZERO), this::ask);
    }

    /** Offers a stream its scores, now and whenever they change. */
    void add(ScoreStream stream) {
        for (Question question : stream.questions()) {
            synchronized (this) {
                Watched watched = byStore.computeIfAbsent(question.store(), store -> new ConcurrentHashMap<>())
                        .computeIfAbsent(question, asked -> new Watched());
                watched.streams.add(stream);
                if (watched.latest != null) {
                    stream.offer(question, watched.latest);
                    continue;
                }
            }
            pacer.changed(question);
        }
    }

    synchronized void remove(ScoreStream stream) {
        for (Question question : stream.questions()) {
            Map<Question, Watched> questions = byStore.getOrDefault(question.store(), new HashMap<>());
            Watched watched = questions.get(question);
            if (watched != null && watched.streams.remove(stream) && watched.streams.isEmpty()) {
                questions.remove(question);
                if (questions.isEmpty()) {
                    byStore.remove(question.store());
                }
            }
        }
    }

    /** Whether anybody watches a score of that store. */
    boolean isWatched(String store) {
        return byStore.containsKey(store);
    }

    @Override
    public void changed(String store, Series series) {
        Map<Question, Watched> questions = byStore.get(store);
        if (questions != null) {
            questions.keySet().stream()
                    .filter(question -> question.series() == series)
                    .forEach(pacer::changed);
        }
    }

    /** Asks for all watched scores again: windows slide, and a sign of a change can get lost. */
    void check() {
        byStore.values().forEach(questions -> questions.keySet().forEach(pacer::changed));
    }

    private Mono<Void> ask(Question question) {
        return Mono.defer(() -> isWatched(question) ? answers.apply(question) : Mono.empty())
                .doOnNext(answer -> hear(question, answer))
                .doOnError(error -> LOG.debug("{} can't be answered, asking again", question, error))
                .then();
    }

    private boolean isWatched(Question question) {
        Map<Question, Watched> questions = byStore.get(question.store());
        return questions != null && questions.containsKey(question);
    }

    private synchronized void hear(Question question, ScoreEvent answer) {
        Map<Question, Watched> questions = byStore.get(question.store());
        Watched watched = questions == null ? null : questions.get(question);
        if (watched != null) {
            boolean isNews = watched.latest == null || !watched.latest.hash().equals(answer.hash());
            watched.latest = answer;
            if (isNews) {
                // a copy: a stream that ends meanwhile is taken out
                List.copyOf(watched.streams).forEach(stream -> stream.offer(question, answer));
            }
        }
    }

    @Override
    public void close() {
        pacer.close();
    }
}
