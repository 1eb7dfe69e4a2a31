package io.earshot.scoring.query;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoreSums.Sums;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import io.earshot.scoring.cassandra.SumsByValue;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lists the values of a dimension, each with its figures: what {@code GET /v1/scores/segments} gives. Each value has just what a score of
 * it alone has.
 *
 * <p>Values that share the row of their bucket are added up from those rows. Values with rows of their own are listed by days and months only.
 * Where nothing at all happened in the rest of the window's first and last day, which is so for windows of 30 days and more up to now, those days
 * are exact. Elsewhere they bound what a value can have, and a {@link SegmentContest} says whose own rows are to be read.
 */
@Component
public final class Segments {

    /** Values whose rows are read at once. */
    private static final int CONCURRENCY = 16;

    /** Behind now and what clocks may differ, nothing can have happened. */
    private static final Duration LATEST = Duration.ofDays(1);

    private final CassandraConnection connection;
    private final FigureFields figureFields;
    private final Clock clock;

    Segments(CassandraConnection connection, FigureFields figureFields, Clock clock) {
        this.connection = connection;
        this.figureFields = figureFields;
        this.clock = clock;
    }

    /**
     * A page of the values, by the names of the contract.
     *
     * <p>Fails with {@link StoreUnavailableException} or a driver's exception while Cassandra can't be had.
     */
    Mono<Map<String, @Nullable Object>> answer(String store, SegmentsQuery query) {
        return list(store, query).map(this::answer);
    }

    /**
     * A page of the values.
     *
     * <p>Fails with {@link StoreUnavailableException} or a driver's exception while Cassandra can't be had; gives the page on a thread of the
     * driver, which is not to be kept.
     *
     * @param parameters those of {@code GET /v1/scores/segments}
     * @param least values with fewer items are left out; at least 1
     * @throws BadQueryException naming every fault and what there is
     */
    public Mono<SegmentList> list(String store, MultiValueMap<String, String> parameters, int least) {
        return list(store, SegmentsQuery.parse(parameters, clock).withAtLeast(least));
    }

    private Mono<SegmentList> list(String store, SegmentsQuery query) {
        return Mono.defer(() -> page(store, query)).map(page -> list(query, page));
    }

    private Mono<SegmentPage> page(String store, SegmentsQuery query) {
        ScoringStore scores = connection
                .storeNow()
                .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
        if (query.dimension().hasOwnRows()) {
            return ownRows(scores, store, query);
        }
        return Mono.fromCompletionStage(() -> scores.segmentSums()
                        .read(
                                store,
                                query.series(),
                                query.dimension(),
                                query.range().spans()))
                .map(sums -> SegmentPage.of(sums, query));
    }

    private Mono<SegmentPage> ownRows(ScoringStore scores, String store, SegmentsQuery query) {
        Instant latest = Resolution.DAY.ceiling(clock.instant().plus(LATEST));
        WholeDays days = WholeDays.around(query.range(), latest);
        Mono<SumsByValue> around = Mono.fromCompletionStage(
                () -> scores.valueRows().read(store, query.series(), query.dimension(), days.spans()));
        Mono<Boolean> exact = Flux.fromIterable(days.rest())
                .flatMap(spans ->
                        Mono.fromCompletionStage(() -> scores.scoreSums().read(store, query.series(), null, spans)))
                .all(Segments::isNothing);
        return Mono.zip(around, exact).flatMap(read -> {
            SumsByValue sums = read.getT1();
            if (!read.getT2() || !sums.complete()) {
                return decide(new SegmentContest(sums, query), value -> exactly(scores, store, query, value));
            }
            boolean byItems = query.sort() == SegmentKey.Order.N;
            return Mono.just(
                    SegmentPage.of(byItems ? sums : SegmentPage.largest(sums, SegmentContest.MOST_READ), query));
        });
    }

    private static boolean isNothing(Sums sums) {
        return sums.measures().equals(new Measures(sums.measures().series()));
    }

    private static Mono<SegmentPage> decide(SegmentContest contest, Function<String, Mono<SegmentPage.Entry>> exactly) {
        List<String> next = contest.next();
        if (next.isEmpty()) {
            return Mono.just(contest.page());
        }
        return Flux.fromIterable(next)
                .flatMap(exactly, CONCURRENCY)
                .collectList()
                .flatMap(entries -> {
                    contest.add(entries);
                    return decide(contest, exactly);
                });
    }

    private static Mono<SegmentPage.Entry> exactly(
            ScoringStore scores, String store, SegmentsQuery query, String value) {
        return Mono.fromCompletionStage(() -> scores.scoreSums()
                        .read(
                                store,
                                query.series(),
                                Segment.of(query.dimension(), value),
                                query.range().spans()))
                .map(sums -> SegmentPage.Entry.of(value, sums.measures()));
    }

    private static SegmentList list(SegmentsQuery query, SegmentPage page) {
        SegmentKey last = page.next();
        return new SegmentList(
                query.series(),
                query.dimension(),
                query.range(),
                page.entries().stream()
                        .map(entry -> new SegmentList.Value(entry.key().value(), new Figures(entry.measures())))
                        .toList(),
                last == null ? null : new SegmentCursor(query.sort(), last).written(),
                page.complete());
    }

    private Map<String, @Nullable Object> answer(SegmentList list) {
        Window window = list.range().window();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("metric", list.series().metric().slug());
        answer.put("scale", list.series().scale().slug());
        answer.put("dimension", list.dimension().slug());
        answer.put("window", window == null ? null : window.slug());
        answer.put("from", list.range().from().toString());
        answer.put("to", list.range().to().toString());
        answer.put("segments", list.values().stream().map(this::fields).toList());
        answer.put("complete", list.complete());
        if (list.next() != null) {
            answer.put("next", list.next());
        }
        return answer;
    }

    private Map<String, @Nullable Object> fields(SegmentList.Value value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("value", value.value());
        figureFields.put(value.figures(), fields);
        fields.putAll(value.figures().parts());
        return fields;
    }
}
