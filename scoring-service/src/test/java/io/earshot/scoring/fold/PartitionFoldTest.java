package io.earshot.scoring.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Context;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Measures;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionFoldTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final int MEMORY = 20;

    /**
     * Random logs with repeats at every distance and late items, cut into random batches, with crashes that lose what was not written, or
     * lose the news that it was written: the rows must be byte for byte those of a fold in one piece.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givesTheSameRowsHoweverTheLogIsCutAndWhereverItCrashes(long seed) {
        Random random = new Random(seed);
        List<Entry> log = randomLog(random, 400);

        Map<RowKey, ScoreRow.Image> inOnePiece = new Store(log).foldAll(new Random(0), log.size(), 0);
        Map<RowKey, ScoreRow.Image> inPieces = new Store(log).foldAll(random, 25, 30);

        assertThat(inPieces).isEqualTo(inOnePiece);
        assertThat(totalsByRow(inPieces)).isEqualTo(plainRecount(log));
    }

    @Test
    void needsNoLookUpWhileItRemembersEverything() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, MEMORY);

        assertThat(fold.needsLookUp(entry(0, "a", START, START))).isFalse();
    }

    @Test
    void looksUpWhatMayHaveComeBeforeItsMemory() {
        PartitionFold later = new PartitionFold(new Source("topic", 0, 0, 0, 0), 1_000, 1_000, MEMORY);
        later.passOver(1_000);
        later.beginBatch();
        fold(later, entry(1_001, "remembered", START, START));

        assertThat(later.needsLookUp(entry(1_002, "remembered", START, START))).isFalse();
        assertThat(later.needsLookUp(entry(1_002, "no-time-given", START.plusSeconds(900), START.plusSeconds(900))))
                .isTrue();
        assertThat(later.needsLookUp(entry(1_002, "old", START.minusSeconds(60), START.plusSeconds(900))))
                .isTrue();
        assertThat(later.needsLookUp(entry(1_002, "six-minutes", START.plusSeconds(360), START.plusSeconds(361))))
                .isTrue();
        assertThat(later.needsLookUp(entry(1_002, "recent", START.plusSeconds(361), START.plusSeconds(362))))
                .isFalse();
    }

    @Test
    void looksUpNoIdThatTheServiceMadeUnlessTheLogWasRewound() {
        Submitted made = new Submitted(
                new Origin("shop", START, Via.INGEST, true),
                new Review(new Submission("made", 0, START, null, null, Context.NONE), 3, null, null));
        PartitionFold later = new PartitionFold(new Source("topic", 0, 0, 0, 0), 1_000, 1_000, MEMORY);
        PartitionFold rewound = new PartitionFold(new Source("topic", 0, 1, 1, 600), 0, 0, MEMORY);

        assertThat(later.needsLookUp(new Entry(1_000, START.toEpochMilli(), made)))
                .isFalse();
        assertThat(rewound.needsLookUp(new Entry(599, START.toEpochMilli(), made)))
                .isTrue();
        assertThat(rewound.needsLookUp(new Entry(600, START.toEpochMilli(), made)))
                .isFalse();
    }

    @Test
    void tellsRepeatsFromOtherRevisions() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, MEMORY);

        assertThat(fold(fold, entry(0, "a", 0))).isEqualTo(Outcome.APPLIED);
        assertThat(fold(fold, entry(1, "a", 0))).isEqualTo(Outcome.REPEATED);
        assertThat(fold(fold, entry(2, "a", 3))).isEqualTo(Outcome.SUPERSEDED);
        assertThat(fold(fold, entry(3, "a", 3))).isEqualTo(Outcome.REPEATED);
        assertThat(fold.fold(entry(4, "b", 1), 1)).isEqualTo(Outcome.REPEATED);
        assertThat(fold.fold(entry(5, "c", 1), 0)).isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void countsTheRestOfTooManyValuesTogether() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, 1_000);
        for (int i = 0; i < 250; i++) {
            Context context = new Context(null, "touchpoint-" + i, null, null, null, null, null, null);
            fold(
                    fold,
                    new Entry(
                            i,
                            START.toEpochMilli(),
                            new Submitted(
                                    new Origin("shop", START, Via.INGEST, false),
                                    new Review(
                                            new Submission("i" + i, 0, START, null, null, context), 3, null, null))));
        }

        ScoreRow.Image day = fold.takeChanged().get(2);
        assertThat(day.segments()).hasSize(201);
        Measures other = Measures.decode(day.key().series(), day.segments().get("touchpoint:~other"));
        assertThat(other.answers(3)).isEqualTo(50);
    }

    /** What Cassandra and the consumer do, in memory: rows by newest timestamp, items, progress, and crashes. */
    private static final class Store {
        private final List<Entry> log;
        private final Map<RowKey, ScoreRow.Image> rows = new HashMap<>();
        private final Source source = new Source("topic", 0, 0, 0, 0);
        private long progress = -1;

        Store(List<Entry> log) {
            this.log = log;
        }

        Map<RowKey, ScoreRow.Image> foldAll(Random random, int largestBatch, int crashes) {
            int crashesLeft = crashes;
            while (progress < log.size() - 1) {
                int start = (int) progress + 1;
                int rememberFrom = Math.max(0, start - MEMORY);
                PartitionFold fold = new PartitionFold(source, start, rememberFrom, MEMORY);
                int next = rememberFrom;
                boolean crashed = false;
                while (next < log.size() && !crashed) {
                    int end = Math.min(log.size(), next + 1 + random.nextInt(largestBatch));
                    foldBatch(fold, log.subList(next, end));
                    next = end;
                    crashed = crashesLeft > 0 && random.nextInt(6) == 0;
                    if (crashed) {
                        crashesLeft--;
                        writeSome(fold, random);
                    } else {
                        write(fold.takeChanged());
                        progress = Math.max(progress, fold.lastOffset());
                        fold.evict(5, key -> false);
                    }
                }
            }
            return rows;
        }

        private void foldBatch(PartitionFold fold, List<Entry> batch) {
            fold.beginBatch();
            Set<RowKey> missing = new HashSet<>();
            batch.forEach(entry -> fold.forEachMissingRow(entry, missing::add));
            missing.forEach(key -> fold.put(key, rows.get(key)));
            Map<Entry, Integer> before = new HashMap<>();
            batch.stream().filter(fold::needsLookUp).forEach(entry -> {
                Integer revision = highestBefore(entry);
                if (revision != null) {
                    before.put(entry, revision);
                }
            });
            for (Entry entry : batch) {
                if (fold.isBeforeStart(entry.offset())) {
                    fold.remember(entry);
                } else {
                    fold.fold(entry, before.get(entry));
                }
            }
        }

        private Integer highestBefore(Entry entry) {
            return log.subList(0, (int) entry.offset()).stream()
                    .filter(earlier -> idOf(earlier).equals(idOf(entry)))
                    .map(earlier -> ((Submitted) earlier.event()).feedback().revision())
                    .max(Integer::compare)
                    .orElse(null);
        }

        /** Some of the rows were written when it died, and nobody was told. */
        private void writeSome(PartitionFold fold, Random random) {
            write(fold.takeChanged().stream()
                    .filter(row -> random.nextBoolean())
                    .toList());
        }

        private void write(List<ScoreRow.Image> images) {
            images.forEach(image ->
                    rows.merge(image.key(), image, (old, now) -> now.lastOffset() >= old.lastOffset() ? now : old));
        }
    }

    private static List<Entry> randomLog(Random random, int records) {
        List<Entry> log = new ArrayList<>();
        Instant received = START;
        for (int offset = 0; offset < records; offset++) {
            received = received.plusSeconds(random.nextInt(40));
            if (offset > 0 && random.nextInt(4) == 0) {
                Entry copied = log.get(Math.max(0, offset - 1 - random.nextInt(random.nextBoolean() ? 10 : offset)));
                Submitted again = (Submitted) copied.event();
                log.add(new Entry(
                        offset,
                        received.toEpochMilli(),
                        new Submitted(new Origin("shop", received, Via.INGEST, false), again.feedback())));
                continue;
            }
            boolean late = random.nextInt(5) == 0;
            Instant occurredAt = late ? received.minusSeconds(random.nextInt(200_000)) : received;
            Context context = new Context(
                    random.nextBoolean() ? "web" : null,
                    "t" + random.nextInt(3),
                    "p" + random.nextInt(4),
                    null,
                    null,
                    null,
                    null,
                    null);
            Submission submission = new Submission("id-" + offset, 0, occurredAt, null, null, context);
            Feedback feedback = random.nextBoolean()
                    ? new Review(submission, 1 + random.nextInt(5), null, null)
                    : new Survey(submission, Metric.NPS, Metric.NPS.defaultScale(), random.nextInt(11), null);
            log.add(new Entry(
                    offset,
                    received.toEpochMilli(),
                    new Submitted(new Origin("shop", received, Via.INGEST, false), feedback)));
        }
        return log;
    }

    private static Map<RowKey, ByteBuffer> plainRecount(List<Entry> log) {
        Map<RowKey, Measures> sums = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (Entry entry : log) {
            Submitted submitted = (Submitted) entry.event();
            if (known.add(idOf(entry))) {
                Contribution item = Contribution.of(submitted.feedback());
                Instant occurredAt = submitted.feedback().occurredAt();
                RowKey.resolutions(occurredAt, submitted.origin().received()).forEach(resolution -> {
                    RowKey all = RowKey.all("shop", item.series(), resolution, occurredAt);
                    sums.computeIfAbsent(all, key -> new Measures(item.series()))
                            .add(item);
                    RowKey product = new RowKey(
                            "shop",
                            item.series(),
                            "product:" + submitted.feedback().context().product(),
                            resolution,
                            all.bucket());
                    sums.computeIfAbsent(product, key -> new Measures(item.series()))
                            .add(item);
                });
            }
        }
        Map<RowKey, ByteBuffer> encoded = new HashMap<>();
        sums.forEach((key, sum) -> encoded.put(key, sum.encode()));
        return encoded;
    }

    private static Map<RowKey, ByteBuffer> totalsByRow(Map<RowKey, ScoreRow.Image> rows) {
        Map<RowKey, ByteBuffer> totals = new HashMap<>();
        rows.forEach((key, image) -> totals.put(key, image.total()));
        return totals;
    }

    private static String idOf(Entry entry) {
        return ((Submitted) entry.event()).feedback().id();
    }

    private static Outcome fold(PartitionFold fold, Entry entry) {
        fold.forEachMissingRow(entry, key -> fold.put(key, null));
        return fold.fold(entry, null);
    }

    private static Entry entry(long offset, String id, int revision) {
        return new Entry(
                offset,
                START.toEpochMilli(),
                new Submitted(
                        new Origin("shop", START, Via.INGEST, false),
                        new Review(new Submission(id, revision, START, null, null, Context.NONE), 3, null, null)));
    }

    private static Entry entry(long offset, String id, Instant occurredAt, Instant received) {
        return new Entry(
                offset,
                received.toEpochMilli(),
                new Submitted(
                        new Origin("shop", received, Via.INGEST, false),
                        new Review(new Submission(id, 0, occurredAt, null, null, Context.NONE), 3, null, null)));
    }
}
