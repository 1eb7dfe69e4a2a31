package io.earshot.scoring.responses;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.cassandra.ResponseKey;
import io.earshot.scoring.cassandra.Responses;
import io.earshot.scoring.cassandra.ScoreSums.Sums;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoredResponse;
import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.ItemState;
import io.earshot.scoring.measure.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One page's way through the answers of a store, the newest first: the days that have such answers by the score rows, the shards of each day
 * merged, what was not asked for left out, and so is each record that is not the one that counts of its item. It looks at no more than so
 * many rows and days, and tells then how far it came.
 */
final class ResponseScan {

    private static final Comparator<StoredResponse> NEWEST_FIRST = Comparator.comparing(StoredResponse::key);

    /** Items that are looked up at once. */
    private static final int CHECKS = 64;

    /** No answer is ahead of the clock by more. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final ScoringStore scoring;
    private final String store;
    private final ResponsesQuery query;
    private final int mostRows;
    private final ResponseKey start;
    private final Instant from;
    private int rows;
    private int days;
    private ResponseKey reached;

    /**
     * @param mostRows how many rows to look at; a day counts as one for each shard, at least
     */
    ResponseScan(ScoringStore scoring, String store, ResponsesQuery query, Instant now, int mostRows) {
        this.scoring = scoring;
        this.store = store;
        this.query = query;
        this.mostRows = mostRows;
        this.from = query.score().range().from();
        this.start = start(query, now);
        this.reached = start;
    }

    private static ResponseKey start(ResponsesQuery query, Instant now) {
        Instant end = query.score().range().end();
        Instant latest = now.plus(AHEAD);
        ResponseKey begin = ResponseKey.before(end.isBefore(latest) ? end : latest);
        ResponseKey after = query.after();
        return after == null || after.compareTo(begin) < 0 ? begin : after;
    }

    /**
     * Some answers.
     *
     * @param next where the next page begins, null if this is the last one
     */
    record Page(List<StoredResponse> responses, @Nullable ResponseKey next) {}

    /** Reads the page; once. */
    Mono<Page> page() {
        return days().take(mostDays())
                .concatMap(this::day, 1)
                .doOnNext(row -> {
                    rows++;
                    reached = row.key();
                })
                .takeUntil(row -> rows >= mostRows)
                // the driver's threads are not to search words
                .publishOn(Schedulers.parallel(), CHECKS)
                .filter(this::isAskedFor)
                .flatMapSequential(this::ifItCounts, Math.min(CHECKS, query.limit() + 1), 1)
                .take(query.limit() + 1L)
                .collectList()
                .map(this::page);
    }

    private int mostDays() {
        return Math.max(1, mostRows / Responses.SHARDS);
    }

    private Page page(List<StoredResponse> found) {
        if (found.size() > query.limit()) {
            List<StoredResponse> shown = found.subList(0, query.limit());
            return new Page(shown, shown.get(shown.size() - 1).key());
        }
        return new Page(found, rows >= mostRows || days >= mostDays() ? reached : null);
    }

    private Flux<Long> days() {
        if (!start.occurredAt().isAfter(from)) {
            return Flux.empty();
        }
        long first = Resolution.DAY.bucketOf(from);
        long last = Resolution.DAY.bucketOf(start.occurredAt());
        List<Span> years = new Span(Resolution.DAY, first, last + 1).byEra();
        return Flux.range(1, years.size())
                .map(back -> years.get(years.size() - back))
                .concatMap(this::daysOf, 1);
    }

    private Flux<Long> daysOf(Span year) {
        @Nullable Segment segment = query.score().segment();
        return Mono.fromCompletionStage(() ->
                        scoring.scoreSums().readBuckets(store, query.score().series(), segment, List.of(year)))
                .map(NavigableMap::descendingMap)
                .flatMapIterable(Map::entrySet)
                .filter(day -> mayHave(day.getValue()))
                .map(day -> Resolution.DAY.bucketOf(day.getKey()));
    }

    private boolean mayHave(Sums sums) {
        return !sums.complete() || query.range().isIn(sums.measures());
    }

    private Flux<StoredResponse> day(long day) {
        days++;
        @SuppressWarnings("unchecked") // there is no array of a generic type
        Flux<StoredResponse>[] shards = IntStream.range(0, Responses.SHARDS)
                .mapToObj(shard -> shard(day, shard))
                .toArray(Flux[]::new);
        return Flux.mergeComparing(1, NEWEST_FIRST, shards)
                .doOnComplete(() -> reached = ResponseKey.before(Resolution.DAY.startOf(day)));
    }

    private Flux<StoredResponse> shard(long day, int shard) {
        return pages(() -> scoring.responses().read(store, day, shard, start, from));
    }

    /** One page after another, each read when the one before is used up. */
    private static Flux<StoredResponse> pages(Supplier<CompletionStage<StoredResponse.Page>> first) {
        return Mono.fromCompletionStage(first).flatMapMany(page -> {
            Flux<StoredResponse> responses = Flux.fromIterable(page.responses());
            Supplier<CompletionStage<StoredResponse.Page>> next = page.next();
            return next == null ? responses : responses.concatWith(Flux.defer(() -> pages(next)));
        });
    }

    private boolean isAskedFor(StoredResponse row) {
        Segment segment = query.score().segment();
        WordSearch text = query.text();
        return row.contribution().series() == query.score().series()
                && query.range().contains(row.contribution())
                && (segment == null || row.contribution().segments().contains(segment))
                && (text == null || ResponseJson.has(row, text));
    }

    private Mono<StoredResponse> ifItCounts(StoredResponse row) {
        return Mono.fromCompletionStage(
                        () -> scoring.items().history(store, row.key().id()))
                .mapNotNull(ItemState::current)
                .filter(current -> isOf(row.key(), current))
                .map(current -> row);
    }

    private static boolean isOf(ResponseKey key, ItemRecord record) {
        return key.ordinal() == record.ordinal() && key.offset() == record.offset();
    }
}
