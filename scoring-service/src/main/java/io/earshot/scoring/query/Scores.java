package io.earshot.scoring.query;

import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoreSums.Sums;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import io.earshot.scoring.measure.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about scores: reads the sums, and makes of them the object that {@code GET /v1/scores} gives. */
@Component
public final class Scores {

    private final CassandraConnection connection;

    Scores(CassandraConnection connection) {
        this.connection = connection;
    }

    /**
     * The score of a store, by the names of the contract.
     *
     * <p>Fails with {@link StoreUnavailableException} or a driver's exception while Cassandra can't be had.
     */
    public Mono<Map<String, @Nullable Object>> answer(String store, ScoreQuery query) {
        return Mono.defer(() -> sums(store, query)).map(sums -> answer(query, sums));
    }

    private Mono<Sums> sums(String store, ScoreQuery query) {
        ScoringStore scores = connection
                .storeNow()
                .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
        List<Span> spans = query.range().spans();
        return Mono.fromCompletionStage(() -> scores.scoreSums().read(store, query.series(), query.segment(), spans));
    }

    private static Map<String, @Nullable Object> answer(ScoreQuery query, Sums sums) {
        Figures figures = new Figures(sums.measures());
        Window window = query.range().window();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("metric", query.series().metric().slug());
        answer.put("scale", query.series().scale().slug());
        answer.put("segment", query.segment() == null ? null : query.segment().name());
        answer.put("window", window == null ? null : window.slug());
        answer.put("from", query.range().from().toString());
        answer.put("to", query.range().to().toString());
        answer.put("n", figures.n());
        answer.put("score", figures.score());
        answer.put("average", figures.average());
        answer.put("distribution", figures.distribution());
        answer.putAll(figures.parts());
        answer.put("complete", sums.complete());
        return answer;
    }
}
