package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.cassandra.ItemDays.StoreDay;
import java.time.Instant;

/**
 * A month of a store: what is audited, or counted anew, in one go.
 *
 * @param shop the store
 * @param month since 1970, UTC
 */
public record Stretch(String shop, long month) {

    /** The one that a day lies in. */
    public static Stretch of(StoreDay day) {
        return new Stretch(day.store(), Resolution.MONTH.bucketOf(Resolution.DAY.startOf(day.day())));
    }

    /** When it begins. */
    public Instant from() {
        return Resolution.MONTH.startOf(month);
    }

    /** To audit it. */
    public Auditor.Task task(int generation) {
        return new Auditor.Task(generation, shop, from(), Resolution.MONTH.startOf(month + 1));
    }
}
