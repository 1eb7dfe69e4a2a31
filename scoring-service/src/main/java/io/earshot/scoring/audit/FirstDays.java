package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.Change;
import io.earshot.scoring.fold.ItemRecord;
import java.util.List;
import java.util.Map;

/**
 * On which day of a range an item is met first, where revisions of it happened on several. Goes by the records that were written down when
 * the reading began: one that comes in on a day that was read already must not make an item be passed over on the days that follow.
 *
 * @param days the range
 * @param written up to which record of each source all items are written down
 */
record FirstDays(Span days, Map<String, Long> written) {

    /**
     * Whether the item is met first on that day; on none, if all its records came in since.
     *
     * @param history all records of the item
     */
    boolean isFirst(long day, List<ItemRecord> history) {
        return history.stream()
                        .filter(next -> next.offset() <= written.getOrDefault(next.source(), -1L))
                        .mapToLong(FirstDays::day)
                        .filter(happened -> happened >= days.first() && happened < days.end())
                        .min()
                        .orElse(Long.MIN_VALUE)
                == day;
    }

    private static long day(ItemRecord next) {
        return next.change() instanceof Change.Put put
                ? Resolution.DAY.bucketOf(put.counted().occurredAt())
                : Long.MIN_VALUE;
    }
}
