package io.earshot.scoring.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.scoring.audit.Recount;
import io.earshot.scoring.audit.RowId;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.fold.RandomLog.Logged;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Segment;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the log holds, however it is cut into batches, wherever a consumer dies or loses its partition and writes on: the rows are byte for
 * byte those of a fold in one piece, and their sums are those of a plain recount.
 */
class FoldPropertyTest {

    private static final int MEMORY = 20;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("earshot.fold.seeds", 100));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesTheSameRowsHoweverTheLogIsCutAndWhereverItCrashes(int seed) {
        Random random = new Random(seed);
        List<List<Logged>> log = RandomLog.of(random, 200, 150, 60);

        Map<Cell, ScoreRow.Image> inOnePiece = new Store(log, new Random(0), 1_000, 0).foldAll();
        Map<Cell, ScoreRow.Image> inPieces = new Store(log, random, 25, 40).foldAll();

        assertThat(inPieces).isEqualTo(inOnePiece);
        assertThat(sums(inPieces)).isEqualTo(plainRecount(log));
    }

    /** The audit's and the rebuild's way to the same rows: from the records of each item, up to any offset. */
    @ParameterizedTest
    @MethodSource("seeds")
    void recountsToTheSameRows(int seed) {
        Random random = new Random(seed);
        // every tenth has more values of a dimension than a row has room for
        List<List<Logged>> log = seed % 10 == 0
                ? RandomLog.withTouchpoints(2_000, random, 1_500)
                : RandomLog.of(random, 200, 1 + random.nextInt(100));
        Map<Cell, ScoreRow.Image> folded = new Store(log, new Random(0), 30, 0).foldAll();

        Map<RowId, ScoreRow.Image> byId = new HashMap<>();
        folded.forEach(
                (cell, image) -> byId.put(new RowId(cell.key(), cell.source().name()), image));
        Recount recount = new Recount(
                key -> true, id -> byId.containsKey(id) ? byId.get(id).lastOffset() : -1);
        histories(log, random).forEach(history -> recount.add(RandomLog.STORE, history));

        assertThat(recount.rows()).isEqualTo(byId);
        assertThat(byId.values().stream().anyMatch(row -> row.segments().containsKey("touchpoint:~other")))
                .isEqualTo(seed % 10 == 0);
    }

    /** The records of each item, the items in any order. */
    private static List<List<ItemRecord>> histories(List<List<Logged>> log, Random random) {
        Map<String, List<ItemRecord>> histories = new HashMap<>();
        log.stream().flatMap(List::stream).forEach(logged -> {
            Entry entry = logged.entry();
            if (entry != null && entry.itemId() != null) {
                histories
                        .computeIfAbsent(entry.itemId(), id -> new ArrayList<>())
                        .add(Store.record(logged, entry));
            }
        });
        List<List<ItemRecord>> shuffled = new ArrayList<>(histories.values());
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** One row of one source. */
    private record Cell(RowKey key, Source source) {}

    /** What Cassandra and the consumers do, in memory: rows by newest timestamp, item records, progress, crashes and late writers. */
    private static final class Store {
        private final List<List<Logged>> log;
        private final Random random;
        private final int largestBatch;
        private int crashesLeft;
        private final Map<Cell, ScoreRow.Image> rows = new HashMap<>();
        private final List<Runnable> lateWrites = new ArrayList<>();

        Store(List<List<Logged>> log, Random random, int largestBatch, int crashes) {
            this.log = log;
            this.random = random;
            this.largestBatch = largestBatch;
            this.crashesLeft = crashes;
        }

        Map<Cell, ScoreRow.Image> foldAll() {
            for (List<Logged> ofSource : log) {
                long progress = -1;
                while (progress < ofSource.size() - 1) {
                    progress = foldUntilCrash(ofSource, progress);
                }
            }
            lateWrites.forEach(Runnable::run);
            return rows;
        }

        /** Gives back how far is known to be written. */
        private long foldUntilCrash(List<Logged> ofSource, long progress) {
            int start = (int) progress + 1;
            int rememberFrom = Math.max(0, start - MEMORY);
            Source source = ofSource.get(0).source();
            PartitionFold fold = new PartitionFold(source, start, rememberFrom, MEMORY);
            int next = rememberFrom;
            long written = progress;
            while (next < ofSource.size()) {
                int end = Math.min(ofSource.size(), next + 1 + random.nextInt(largestBatch));
                foldBatch(fold, ofSource.subList(next, end));
                next = end;
                if (crashesLeft > 0 && random.nextInt(6) == 0) {
                    crashesLeft--;
                    die(fold, source);
                    return written;
                }
                write(fold.takeChanged(), source);
                written = Math.max(written, fold.lastOffset());
                fold.evict(5, key -> false);
            }
            return written;
        }

        /** As the listener does: what is looked for first, then the rows, then the fold. */
        private void foldBatch(PartitionFold fold, List<Logged> batch) {
            fold.beginBatch();
            Map<Logged, Entry> entries = new HashMap<>();
            Map<Logged, List<ItemRecord>> before = new HashMap<>();
            for (Logged logged : batch) {
                Entry entry = logged.entry();
                if (entry != null) {
                    entries.put(logged, entry);
                    boolean looks = !fold.isBeforeStart(logged.offset()) && fold.needsLookUp(entry);
                    before.put(logged, looks ? before(entry, fold) : List.of());
                }
            }
            Set<RowKey> missing = new HashSet<>();
            if (batch.stream().anyMatch(logged -> !fold.isBeforeStart(logged.offset()))) {
                entries.forEach((logged, entry) -> fold.forEachMissingRow(entry, before.get(logged), missing::add));
            }
            missing.forEach(key -> fold.put(key, rows.get(new Cell(key, fold.source()))));
            for (Logged logged : batch) {
                Entry entry = entries.get(logged);
                if (entry == null) {
                    fold.passOver(logged.offset());
                } else if (fold.isBeforeStart(logged.offset())) {
                    fold.remember(entry);
                } else {
                    fold.fold(entry, before.get(logged));
                }
            }
        }

        /** The table of item records, which here has everything. */
        private List<ItemRecord> before(Entry entry, PartitionFold fold) {
            return log.stream()
                    .flatMap(List::stream)
                    .filter(logged -> logged.event() != null)
                    .map(logged -> record(logged, entry))
                    .filter(Objects::nonNull)
                    .filter(found -> found.isBefore(fold.source(), fold.memoryStart()))
                    .toList();
        }

        private static @Nullable ItemRecord record(Logged logged, Entry wanted) {
            Entry.Item item = logged.entry().item();
            Source source = logged.source();
            return item != null && item.id().equals(wanted.itemId())
                    ? new ItemRecord(source.ordinal(), source.name(), logged.offset(), item.change())
                    : null;
        }

        /** Some of the rows were written when it died, and nobody was told; others may be written when somebody else goes on already. */
        private void die(PartitionFold fold, Source source) {
            List<ScoreRow.Image> some = new ArrayList<>();
            List<ScoreRow.Image> late = new ArrayList<>();
            for (ScoreRow.Image image : fold.takeChanged()) {
                switch (random.nextInt(3)) {
                    case 0 -> some.add(image);
                    case 1 -> late.add(image);
                    default -> {}
                }
            }
            write(some, source);
            lateWrites.add(() -> writeNow(late, source));
        }

        private void write(List<ScoreRow.Image> images, Source source) {
            writeNow(images, source);
            if (!lateWrites.isEmpty() && random.nextInt(5) == 0) {
                lateWrites.remove(0).run();
            }
        }

        private void writeNow(List<ScoreRow.Image> images, Source source) {
            images.forEach(image -> rows.merge(
                    new Cell(image.key(), source),
                    image,
                    (old, now) -> now.lastOffset() >= old.lastOffset() ? now : old));
        }
    }

    /** All sums that are not nothing, of all sources, by row and segment. */
    private static Map<String, String> sums(Map<Cell, ScoreRow.Image> rows) {
        Map<String, Measures> sums = new HashMap<>();
        rows.forEach((cell, image) -> {
            RowKey key = cell.key();
            add(sums, key, "", image.total());
            image.segments().forEach((segment, encoded) -> add(sums, key, segment, encoded));
        });
        return shown(sums);
    }

    private static void add(Map<String, Measures> sums, RowKey key, String segment, ByteBuffer encoded) {
        sums.computeIfAbsent(key + "|" + segment, name -> new Measures(key.series()))
                .add(Measures.decode(key.series(), encoded));
    }

    private static Map<String, String> shown(Map<String, Measures> sums) {
        Map<String, String> shown = new TreeMap<>();
        sums.forEach((name, sum) -> {
            if (!sum.equals(new Measures(sum.series()))) {
                shown.put(name, sum.toString());
            }
        });
        return shown;
    }

    /** What stands of an item when all is read. */
    private record Standing(int revision, Via via, @Nullable Submitted counts) {}

    /** The contract's words, without any of the fold's machinery: what counts at the end, each item put in once. */
    private static Map<String, String> plainRecount(List<List<Logged>> log) {
        Map<String, Standing> standing = new HashMap<>();
        Set<String> withdrawn = new HashSet<>();
        for (List<Logged> ofSource : log) {
            for (Logged logged : ofSource) {
                if (logged.event() instanceof Withdrawn withdrawal) {
                    withdrawn.add(withdrawal.id());
                } else if (logged.event() instanceof Submitted next) {
                    int revision = next.feedback().revision();
                    Via via = next.origin().via();
                    Standing now = standing.get(next.feedback().id());
                    boolean isHigher = now == null || revision > now.revision();
                    boolean isAllowed = now == null || now.via() == Via.SUBMIT || via == Via.INGEST;
                    if (isHigher
                            && isAllowed
                            && !withdrawn.contains(next.feedback().id())) {
                        standing.put(next.feedback().id(), new Standing(revision, via, next));
                    }
                }
            }
        }
        standing.keySet().removeAll(withdrawn);
        Map<String, Measures> sums = new HashMap<>();
        standing.values().forEach(one -> count(one.counts(), sums));
        return shown(sums);
    }

    private static void count(Submitted counts, Map<String, Measures> sums) {
        Feedback feedback = counts.feedback();
        Contribution contribution = Contribution.of(feedback);
        Instant occurredAt = feedback.occurredAt();
        for (Resolution resolution : Resolution.values()) {
            boolean isTooLate = !counts.origin().received().isBefore(occurredAt.plus(RowKey.MINUTES_FOR));
            if (resolution == Resolution.MINUTE && isTooLate) {
                continue;
            }
            RowKey all =
                    new RowKey(RandomLog.STORE, contribution.series(), "", resolution, resolution.bucketOf(occurredAt));
            put(sums, all + "|", contribution);
            for (Segment segment : contribution.segments()) {
                put(
                        sums,
                        segment.dimension().hasOwnRows() ? all.only(segment) + "|" : all + "|" + segment.name(),
                        contribution);
            }
        }
    }

    private static void put(Map<String, Measures> sums, String name, Contribution contribution) {
        sums.computeIfAbsent(name, missing -> new Measures(contribution.series()))
                .add(contribution);
    }
}
