package io.earshot.scoring.query;

import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.buckets.Step;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoreSums.Sums;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import io.earshot.scoring.measure.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Answers questions about how scores went. The points cut the time of the score without a gap, so that their items are those of the score; the
 * first and the last end with that time, and may be shorter than a step.
 */
@Component
public final class Trends {

    private final CassandraConnection connection;
    private final FigureFields figureFields;

    Trends(CassandraConnection connection, FigureFields figureFields) {
        this.connection = connection;
        this.figureFields = figureFields;
    }

    /**
     * The trend of a store's score, by the names of the contract.
     *
     * <p>Fails with {@link StoreUnavailableException} or a driver's exception while Cassandra can't be had.
     */
    Mono<Map<String, @Nullable Object>> answer(String store, TrendQuery query) {
        return read(store, query).map(this::answer);
    }

    /**
     * The trend of a store's score.
     *
     * <p>Fails with {@link StoreUnavailableException} or a driver's exception while Cassandra can't be had; gives the trend on a thread of the
     * driver, which is not to be kept.
     */
    public Mono<Trend> read(String store, TrendQuery query) {
        return Mono.defer(() -> buckets(store, query)).map(buckets -> trend(query, buckets));
    }

    /** Whole steps from buckets of their own length, or days for weeks; what is left at the ends from shorter ones. */
    private Mono<NavigableMap<Instant, Sums>> buckets(String store, TrendQuery query) {
        ScoringStore scores = connection
                .storeNow()
                .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
        ScoreQuery score = query.score();
        List<Span> spans = Span.cover(
                score.range().from(), score.range().end(), query.step().resolution());
        return Mono.fromCompletionStage(
                () -> scores.scoreSums().readBuckets(store, score.series(), score.segment(), spans));
    }

    private static Trend trend(TrendQuery query, NavigableMap<Instant, Sums> buckets) {
        Step step = query.step();
        TimeRange range = query.score().range();
        List<Trend.Point> points = new ArrayList<>();
        for (long i = step.numberOf(range.from()); step.startOf(i).isBefore(range.end()); i++) {
            Instant begin = step.startOf(i);
            Instant end = step.startOf(i + 1);
            Sums sums = buckets.subMap(begin, end).values().stream()
                    .reduce(Sums.none(query.score().series()), Sums::plus);
            points.add(new Trend.Point(
                    begin.isBefore(range.from()) ? range.from() : begin,
                    end.isAfter(range.to()) ? range.to() : end,
                    new Figures(sums.measures())));
        }
        return new Trend(query, points, buckets.values().stream().allMatch(Sums::complete));
    }

    private Map<String, @Nullable Object> answer(Trend trend) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        FigureFields.put(trend.query().score(), answer);
        answer.put("step", trend.query().step().slug());
        answer.put("points", trend.points().stream().map(this::fields).toList());
        answer.put("complete", trend.complete());
        return answer;
    }

    private Map<String, @Nullable Object> fields(Trend.Point point) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("from", point.from().toString());
        fields.put("to", point.to().toString());
        figureFields.put(point.figures(), fields);
        fields.putAll(point.figures().parts());
        return fields;
    }
}
