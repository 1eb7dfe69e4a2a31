package io.earshot.scoring.fold;

import java.util.Comparator;

/**
 * A record of an item, and where it stands in the log. Ordered as they are judged: older sources first, then by offset.
 *
 * @param ordinal of its source among those of the partition
 * @param source the source's name
 */
public record ItemRecord(int ordinal, String source, long offset, Change change) implements Comparable<ItemRecord> {

    private static final Comparator<ItemRecord> BY_POSITION =
            Comparator.comparingInt(ItemRecord::ordinal).thenComparingLong(ItemRecord::offset);

    @Override
    public int compareTo(ItemRecord other) {
        return BY_POSITION.compare(this, other);
    }

    /** Whether it stands before the given offset of the source. */
    public boolean isBefore(Source other, long itsOffset) {
        return ordinal < other.ordinal() || ordinal == other.ordinal() && offset < itsOffset;
    }
}
