package io.earshot.scoring.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Metric;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.cassandra.SumsByValue;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentContestTest {

    private static final Series SERIES = Series.of(Metric.NPS, Metric.NPS.defaultScale());
    private static final TimeRange RANGE = new TimeRange(null, Instant.EPOCH, Resolution.DAY.startOf(1));

    @ParameterizedTest
    @EnumSource(SegmentKey.Order.class)
    void findsPageByPageWhatAPlainSortFinds(SegmentKey.Order sort) {
        for (int seed = 0; seed < 500; seed++) {
            Case some = new Case(new Random(seed));

            assertThat(some.pages(sort, SegmentContest.MOST_READ))
                    .as("seed %d", seed)
                    .isEqualTo(some.sorted(sort));
        }
    }

    @ParameterizedTest
    @EnumSource(SegmentKey.Order.class)
    void pagesThroughKnownSumsAsAPlainSortWould(SegmentKey.Order sort) {
        for (int seed = 0; seed < 200; seed++) {
            Case some = new Case(new Random(seed));
            SumsByValue known = new SumsByValue(some.exact, true);
            List<SegmentKey> all = new ArrayList<>();
            SegmentKey after = null;
            do {
                SegmentPage page = SegmentPage.of(known, query(sort, some.limit, after));
                page.entries().forEach(entry -> all.add(entry.key()));
                after = page.next();
            } while (after != null);

            assertThat(all).as("seed %d", seed).isEqualTo(some.sorted(sort));
        }
    }

    @Test
    void readsNoMoreThanCanMatter() {
        Map<String, Measures> around = new HashMap<>();
        for (int i = 0; i < 800; i++) {
            around.put("v" + i, measures(i + 1, 0));
        }
        SegmentContest contest = new SegmentContest(new SumsByValue(around, true), query(SegmentKey.Order.N, 20, null));
        int read = 0;
        for (List<String> next = contest.next(); !next.isEmpty(); next = contest.next()) {
            read += next.size();
            contest.add(next.stream()
                    .map(value -> SegmentPage.Entry.of(value, around.get(value)))
                    .toList());
        }

        assertThat(read).isLessThanOrEqualTo(21);
        assertThat(contest.page().entries())
                .first()
                .returns(800L, entry -> entry.key().n());
        assertThat(contest.page().complete()).isTrue();
    }

    @Test
    void givesOnlyWhatIsCertainWhereItMayReadNoMore() {
        for (int seed = 0; seed < 500; seed++) {
            Case some = new Case(new Random(seed));
            List<SegmentKey> truth = some.sorted(SegmentKey.Order.N);
            SegmentPage page = some.page(SegmentKey.Order.N, null, 5, true);

            List<SegmentKey> given =
                    page.entries().stream().map(SegmentPage.Entry::key).toList();
            assertThat(given).as("seed %d", seed).isEqualTo(truth.subList(0, given.size()));
            if (page.next() == null && given.size() < truth.size()) {
                assertThat(page.complete()).as("seed %d", seed).isFalse();
            }
        }
    }

    @Test
    void sortsThoseWithMostItemsByScoreAndTellsThatThereAreOthers() {
        Map<String, Measures> around = Map.of("few", measures(0, 1), "many", measures(5, 5), "most", measures(9, 9));
        SegmentContest contest =
                new SegmentContest(new SumsByValue(around, true), query(SegmentKey.Order.SCORE, 10, null), 2);
        assertThat(contest.next()).containsExactly("most", "many");
        contest.add(
                List.of(SegmentPage.Entry.of("most", measures(9, 0)), SegmentPage.Entry.of("many", measures(0, 5))));

        assertThat(contest.next()).isEmpty();
        assertThat(contest.page().complete()).isFalse();
        assertThat(contest.page().entries())
                .extracting(entry -> entry.key().value())
                .containsExactly("many", "most");
    }

    @Test
    void trustsNoBoundWhereRowsWereLeftOut() {
        Case some = new Case(new Random(1));

        assertThat(some.page(SegmentKey.Order.N, null, SegmentContest.MOST_READ, false)
                        .complete())
                .isFalse();
    }

    private static SegmentsQuery query(SegmentKey.Order sort, int limit, @Nullable SegmentKey after) {
        return new SegmentsQuery(SERIES, Dimension.PRODUCT, RANGE, sort, 1, limit, after);
    }

    private static Measures measures(int good, int bad) {
        Measures measures = new Measures(SERIES);
        for (int i = 0; i < good + bad; i++) {
            measures.add(new Contribution(SERIES, i < good ? 10 : 0, null, List.of()));
        }
        return measures;
    }

    /** Values with their exact sums, and with what they have in the days around. */
    private static final class Case {

        private final Map<String, Measures> exact = new HashMap<>();
        private final Map<String, Measures> around = new HashMap<>();
        private final int limit;

        Case(Random random) {
            int values = random.nextInt(60);
            int most = 1 + random.nextInt(12);
            int slack = 1 + random.nextInt(12);
            limit = 1 + random.nextInt(10);
            for (int i = 0; i < values; i++) {
                Measures inside = measures(random.nextInt(most), random.nextInt(most));
                Measures outside = measures(random.nextInt(slack), random.nextInt(slack));
                outside.add(inside);
                exact.put("v" + i, inside);
                around.put("v" + i, outside);
            }
        }

        List<SegmentKey> sorted(SegmentKey.Order sort) {
            Comparator<SegmentKey> byItems = Comparator.comparing(key -> -key.n());
            Comparator<SegmentKey> order = switch (sort) {
                case N -> byItems;
                case SCORE ->
                    Comparator.<SegmentKey, Double>comparing(SegmentKey::score).thenComparing(byItems);
                case VALUE -> Comparator.comparing(SegmentKey::value);
            };
            return exact.entrySet().stream()
                    .map(value -> SegmentKey.of(value.getKey(), value.getValue()))
                    .filter(key -> key.n() > 0)
                    .sorted(order.thenComparing(SegmentKey::value))
                    .toList();
        }

        List<SegmentKey> pages(SegmentKey.Order sort, int mostRead) {
            List<SegmentKey> all = new ArrayList<>();
            SegmentKey after = null;
            do {
                SegmentPage page = page(sort, after, mostRead, true);
                assertThat(page.complete()).isTrue();
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
                page.entries().forEach(entry -> all.add(entry.key()));
                after = page.next();
            } while (after != null);
            return all;
        }

        SegmentPage page(SegmentKey.Order sort, @Nullable SegmentKey after, int mostRead, boolean complete) {
            SegmentContest contest =
                    new SegmentContest(new SumsByValue(around, complete), query(sort, limit, after), mostRead);
            int read = 0;
            for (List<String> next = contest.next(); !next.isEmpty(); next = contest.next()) {
                read += next.size();
                contest.add(next.stream()
                        .map(value -> SegmentPage.Entry.of(value, exact.get(value)))
                        .toList());
            }
            assertThat(read).isLessThanOrEqualTo(mostRead);
            return contest.page();
        }
    }
}
