package io.earshot.scoring.query;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoreSums.Sums;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import io.earshot.scoring.measure.Figures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about scores: reads the sums, and makes of them the object that {@code GET /v1/scores} gives. */
@Component
public final class Scores {

    private final CassandraConnection connection;
    private final FigureFields figureFields;

    Scores(CassandraConnection connection, FigureFields figureFields) {
        this.connection = connection;
        this.figureFields = figureFields;
    }

    /**
     * The score of a store, by the names of the contract.
     *
     * <p>Fails with {@link StoreUnavailableException} or a driver's exception while Cassandra can't be had.
     */
    public Mono<Map<String, @Nullable Object>> answer(String store, ScoreQuery query) {
        return read(store, query).map(this::answer);
    }

    /**
     * The score of a store.
     *
     * <p>Fails like {@link #answer(String, ScoreQuery)}, and gives the score on a thread of the driver, which is not to be kept.
     */
    public Mono<Score> read(String store, ScoreQuery query) {
        return Mono.defer(() -> {
            ScoringStore scores = connection
                    .storeNow()
                    .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
            TimeRange previous = query.range().previous();
            return Mono.zip(
                    sums(scores, store, query, query.range()),
                    sums(scores, store, query, previous),
                    (now, before) -> new Score(
                            query,
                            new Figures(now.measures()),
                            previous,
                            new Figures(before.measures()),
                            now.complete() && before.complete()));
        });
    }

    private static Mono<Sums> sums(ScoringStore scores, String store, ScoreQuery query, TimeRange range) {
        return Mono.fromCompletionStage(
                () -> scores.scoreSums().read(store, query.series(), query.segment(), range.spans()));
    }

    private Map<String, @Nullable Object> answer(Score score) {
        Figures figures = score.figures();
        Figures before = score.before();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        FigureFields.put(score.query(), answer);
        figureFields.put(figures, answer);
        answer.put("distribution", figures.distribution());
        answer.putAll(figures.parts());
        answer.put("previous", previous(score.previous(), before));
        answer.put("change", figures.changeFrom(before));
        answer.put("significant", figures.isSignificantlyOtherThan(before));
        answer.put("complete", score.complete());
        return answer;
    }

    private static Map<String, @Nullable Object> previous(TimeRange range, Figures figures) {
        Map<String, @Nullable Object> previous = new LinkedHashMap<>();
        previous.put("from", range.from().toString());
        previous.put("n", figures.n());
        previous.put("score", figures.score());
        return previous;
    }
}
