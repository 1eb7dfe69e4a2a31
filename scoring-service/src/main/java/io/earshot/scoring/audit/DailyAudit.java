package io.earshot.scoring.audit;

import io.earshot.scoring.fold.ItemRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One audit at work: the rows of a day are read when it begins and compared when it ends, so no more than a day's are held at once; those of
 * months, which are few, are held all the time.
 */
final class DailyAudit implements ItemsByDay {

    private final AuditRange range;
    private final String shop;
    private final Snapshots snapshots;
    private final Supplier<Instant> minutesFrom;
    private final Snapshot months;
    private final Findings findings = new Findings();
    private @Nullable Snapshot day;

    /**
     * @param minutesFrom since when minute rows are compared, asked for anew for each day
     */
    DailyAudit(AuditRange range, String shop, Snapshots snapshots, Supplier<Instant> minutesFrom) {
        this.range = range;
        this.shop = shop;
        this.snapshots = snapshots;
        this.minutesFrom = minutesFrom;
        this.months = snapshots.take(range.months());
    }

    /** By which day an item is new, as far as the items were written down when this began. */
    FirstDays firstDays() {
        return new FirstDays(range.days(), months.itemsWritten());
    }

    @Override
    public void begin(long number) {
        day = snapshots.take(AuditRange.day(number, minutesFrom.get()));
    }

    @Override
    public void add(List<ItemRecord> history, boolean isFirst) {
        Objects.requireNonNull(day).add(shop, history);
        if (isFirst) {
            findings.item();
            months.add(shop, history);
        }
    }

    @Override
    public void end() {
        Objects.requireNonNull(day).compare(findings);
        day = null;
    }

    /** What was found; once, at the end. */
    AuditReport report() {
        months.compare(findings);
        return findings.report(range);
    }
}
