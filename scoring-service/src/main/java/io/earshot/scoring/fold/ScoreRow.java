package io.earshot.scoring.fold;

import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Segment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sums of one bucket of one source, and how far in the log they reach. A record at or below that offset is already in, so folding it
 * again changes nothing.
 */
public final class ScoreRow {

    /** No more values of a dimension than this have sums of their own in a bucket. */
    public static final int MOST_VALUES = 200;

    private final RowKey key;
    private final Measures total;
    private final Map<String, Measures> segments;
    private final int[] values = new int[Dimension.values().length];
    private long lastOffset;
    private boolean dirty;

    private ScoreRow(RowKey key, long lastOffset, Measures total, Map<String, Measures> segments) {
        this.key = key;
        this.lastOffset = lastOffset;
        this.total = total;
        this.segments = segments;
        segments.keySet().forEach(this::countValue);
    }

    /** A row that nothing was folded into. */
    static ScoreRow empty(RowKey key) {
        return new ScoreRow(key, -1, new Measures(key.series()), new HashMap<>());
    }

    /** A row as it was written. */
    static ScoreRow of(Image image) {
        RowKey key = image.key();
        Map<String, Measures> segments = new HashMap<>();
        image.segments().forEach((segment, sums) -> segments.put(segment, Measures.decode(key.series(), sums)));
        return new ScoreRow(key, image.lastOffset(), Measures.decode(key.series(), image.total()), segments);
    }

    /**
     * Folds the record at that offset in, unless it is in already.
     *
     * @param out what it takes out of this row, null for nothing
     * @param in what it puts into this row, null for nothing
     * @param onOther called for each value that has no room for sums of its own
     * @return whether the row changed, and had not since it was last written
     */
    boolean fold(long offset, @Nullable Contribution out, @Nullable Contribution in, Runnable onOther) {
        if (offset <= lastOffset) {
            return false;
        }
        if (out != null) {
            forEachSums(out, onOther, sums -> sums.subtract(out));
        }
        if (in != null) {
            forEachSums(in, onOther, sums -> sums.add(in));
        }
        lastOffset = offset;
        boolean wasClean = !dirty;
        dirty = true;
        return wasClean;
    }

    private void forEachSums(Contribution contribution, Runnable onOther, Consumer<Measures> change) {
        change.accept(total);
        if (key.segment().equals(RowKey.ALL)) {
            for (Segment segment : contribution.segments()) {
                if (!segment.dimension().hasOwnRows()) {
                    change.accept(sumsOf(segment, onOther));
                }
            }
        }
    }

    /** The same sums for a value as long as the row lives: it keeps what it has, and a full row stays full. */
    private Measures sumsOf(Segment segment, Runnable onOther) {
        Measures found = segments.get(segment.name());
        if (found != null) {
            return found;
        }
        Dimension dimension = segment.dimension();
        boolean full = values[dimension.ordinal()] >= MOST_VALUES;
        if (full) {
            onOther.run();
        }
        return segments.computeIfAbsent(full ? dimension.segment(Dimension.OTHER) : segment.name(), name -> {
            countValue(name);
            return new Measures(key.series());
        });
    }

    private void countValue(String segment) {
        Dimension.ofSegment(segment)
                .filter(dimension -> !segment.equals(dimension.segment(Dimension.OTHER)))
                .ifPresent(dimension -> values[dimension.ordinal()]++);
    }

    boolean isDirty() {
        return dirty;
    }

    /** The row as it is to be written; it is clean then. */
    Image clean() {
        dirty = false;
        // sorted, so that the same sums are the same bytes
        Map<String, ByteBuffer> encoded = new TreeMap<>();
        segments.forEach((segment, sums) -> encoded.put(segment, sums.encode()));
        return new Image(key, lastOffset, total.encode(), encoded);
    }

    /**
     * A row as it stands in the database.
     *
     * @param lastOffset the offset of the last record that is in; the row's write timestamp is one more
     */
    public record Image(RowKey key, long lastOffset, ByteBuffer total, Map<String, ByteBuffer> segments) {}
}
