package io.earshot.scoring.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.Change;
import io.earshot.scoring.fold.Counted;
import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstDaysTest {

    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final long FIRST_OF_MARCH = Resolution.DAY.bucketOf(MARCH);
    private static final FirstDays IN_MARCH =
            new FirstDays(new AuditRange(MARCH, APRIL).days(), Map.of("old", 1_000L, "new", 1_000L));

    @Test
    void anItemIsNewOnTheEarliestOfItsDaysInTheRangeWhateverTheOrderOfItsRevisions() {
        List<ItemRecord> history = List.of(
                put("old", 1, MARCH.plus(Duration.ofDays(9))),
                put("old", 2, FEBRUARY),
                put("new", 0, MARCH.plus(Duration.ofDays(4))),
                put("new", 3, APRIL));

        assertThat(daysOn(IN_MARCH, history)).containsExactly(FIRST_OF_MARCH + 4);
    }

    @Test
    void aRevisionThatDoesNotCountTellsADayAllTheSame() {
        List<ItemRecord> history = List.of(
                put("old", 1, MARCH.plus(Duration.ofDays(9))),
                new ItemRecord(0, "old", 2, new Change.Withdraw()),
                put("old", 3, MARCH.plus(Duration.ofDays(2))));

        assertThat(daysOn(IN_MARCH, history)).containsExactly(FIRST_OF_MARCH + 2);
    }

    @Test
    void aRevisionOfADayThatWasReadAlreadyDoesNotHideTheItem() {
        List<ItemRecord> history = List.of(put("old", 1, MARCH.plus(Duration.ofDays(9))), put("old", 1_001, MARCH));

        assertThat(daysOn(IN_MARCH, history)).containsExactly(FIRST_OF_MARCH + 9);
    }

    @Test
    void whatCameInSinceIsNewOnNoDay() {
        assertThat(daysOn(IN_MARCH, List.of(put("old", 1_001, MARCH)))).isEmpty();
        assertThat(daysOn(IN_MARCH, List.of(put("unknown", 0, MARCH)))).isEmpty();
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 50);
    }

    /** As the audit and the rebuild go: rows of days by day, rows of months once, each item on every day that it is listed on. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aRecountDayByDayIsThatOfAllAtOnce(int seed) {
        Random random = new Random(seed);
        List<List<ItemRecord>> histories = histories(random);
        AuditRange range = new AuditRange(FEBRUARY, MAY);
        FirstDays firstDays = new FirstDays(range.days(), Map.of("old", 1_000L, "new", 1_000L));
        Recount allAtOnce = recount(key ->
                range.days().first() <= dayOf(key) && dayOf(key) < range.days().end());
        histories.forEach(history -> allAtOnce.add("shop", history));

        Map<RowId, ScoreRow.Image> dayByDay = new HashMap<>();
        Recount months = recount(range.months()::covers);
        days(range.days()).forEach(day -> {
            Recount ofDay = recount(AuditRange.day(day, FEBRUARY)::covers);
            histories.stream().filter(history -> isListed(day, history)).forEach(history -> {
                ofDay.add("shop", history);
                if (firstDays.isFirst(day, history)) {
                    months.add("shop", history);
                }
            });
            dayByDay.putAll(ofDay.rows());
        });
        dayByDay.putAll(months.rows());

        assertThat(dayByDay).isEqualTo(allAtOnce.rows());
    }

    private static Recount recount(Predicate<RowKey> wanted) {
        return new Recount(wanted, row -> row.source().equals("old") ? 300 : 1_000);
    }

    private static long dayOf(RowKey key) {
        return Resolution.DAY.bucketOf(key.resolution().startOf(key.bucket()));
    }

    private static boolean isListed(long day, List<ItemRecord> history) {
        return history.stream()
                .anyMatch(next -> next.change() instanceof Change.Put put
                        && Resolution.DAY.bucketOf(put.counted().occurredAt()) == day);
    }

    /** Some hundred items with revisions on any days from January to May, and withdrawals, in two sources. */
    private static List<List<ItemRecord>> histories(Random random) {
        Map<Integer, List<ItemRecord>> byItem = new HashMap<>();
        for (int i = 0; i < 900; i++) {
            boolean old = i < 400;
            Instant occurredAt = FEBRUARY.plus(Duration.ofMinutes(random.nextInt(130 * 1_440) - 20 * 1_440L));
            Change change = random.nextInt(10) == 0
                    ? new Change.Withdraw()
                    : new Change.Put(random.nextInt(4), Via.INGEST, counted(random.nextInt(11), occurredAt));
            byItem.computeIfAbsent(random.nextInt(300), id -> new ArrayList<>())
                    .add(new ItemRecord(old ? 0 : 1, old ? "old" : "new", i, change));
        }
        return List.copyOf(byItem.values());
    }

    private static LongStream days(Span days) {
        return LongStream.range(days.first(), days.end());
    }

    private static List<Long> daysOn(FirstDays firstDays, List<ItemRecord> history) {
        return days(firstDays.days())
                .filter(day -> firstDays.isFirst(day, history))
                .boxed()
                .toList();
    }

    private static ItemRecord put(String source, long offset, Instant occurredAt) {
        Change change = new Change.Put((int) offset, Via.INGEST, counted(9, occurredAt));
        return new ItemRecord(source.equals("old") ? 0 : 1, source, offset, change);
    }

    private static Counted counted(int answer, Instant occurredAt) {
        List<Segment> segments = List.of(
                Segment.of(Dimension.TOUCHPOINT, "t" + answer % 3), Segment.of(Dimension.PRODUCT, "p" + answer % 2));
        return new Counted(new Contribution(Series.of("nps/0-10"), answer, null, segments), occurredAt, true);
    }
}
