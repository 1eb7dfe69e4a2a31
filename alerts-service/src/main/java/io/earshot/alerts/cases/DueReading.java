package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.cases.DueSlots.Slot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a shelf from a place on, as far as is wanted. One slot at first, and twice as many at once for as long as there is little in them: a shelf
 * with much in a slot costs one read, one with a case every day not one wait for each.
 */
final class DueReading {

    /** One that has looked at so many lines ends, even if few of them matched. */
    private static final int MOST_LOOKED_AT = 5_000;

    private static final int SLOTS_AT_ONCE = 64;
    private static final int SLOTS_AHEAD = 256;

    private final DueLines table;
    private final DueSlots slots;
    private final DueShelf shelf;
    private final Predicate<DueLine> filter;
    private final int wanted;
    private final Supplier<Instant> now;

    private final List<DueLine> lines = new ArrayList<>();
    private final Deque<Slot> ahead = new ArrayDeque<>();
    private final List<SlotRead> reads = new ArrayList<>();
    private @Nullable CompletionStage<AsyncResultSet> slotsRead;
    private Instant slotsFrom;
    private boolean hasMoreSlots = true;
    private @Nullable DueCursor readTo;
    private int atOnce = 1;
    private int lookedAt;

    /**
     * @param after the line to go on behind, null for the beginning
     * @param filter which lines count
     * @param wanted how many of these
     */
    DueReading(
            DueLines table,
            DueSlots slots,
            DueShelf shelf,
            @Nullable DueCursor after,
            Predicate<DueLine> filter,
            int wanted,
            Supplier<Instant> now) {
        this.table = table;
        this.slots = slots;
        this.shelf = shelf;
        this.filter = filter;
        this.wanted = wanted;
        this.now = now;
        // those who wait come before those who were contacted
        if (after == null || after.isWaiting() && !shelf.isWaiting()) {
            this.slotsFrom = Instant.EPOCH;
        } else {
            this.readTo = after;
            this.slotsFrom = DueSlots.begin(after.dueAt());
            this.hasMoreSlots = after.isWaiting() == shelf.isWaiting();
        }
    }

    private record SlotRead(Slot slot, boolean isWhole, int most, Instant at, CompletionStage<AsyncResultSet> rows) {}

    /** Takes all readings as far as they want to go, side by side; blocks. */
    static void finish(List<DueReading> all) {
        for (List<DueReading> open = open(all); !open.isEmpty(); open = open(open)) {
            open.forEach(DueReading::start);
            open.forEach(DueReading::take);
        }
    }

    private static List<DueReading> open(List<DueReading> all) {
        return all.stream()
                .filter(one -> !one.isAtEnd() && one.lines.size() < one.wanted && one.lookedAt < MOST_LOOKED_AT)
                .toList();
    }

    boolean isWaiting() {
        return shelf.isWaiting();
    }

    /** What was found, in order: as many as are wanted or some more; a case that has just moved may be there twice. */
    List<DueLine> lines() {
        return lines;
    }

    /** Whether there is nothing beyond what was found. */
    boolean isAtEnd() {
        return !hasMoreSlots && ahead.isEmpty();
    }

    /** The last place that was looked at, null if that is none. */
    @Nullable
    DueCursor readTo() {
        return readTo;
    }

    private void start() {
        if (ahead.isEmpty()) {
            slotsRead = slots.startRead(shelf, slotsFrom, SLOTS_AHEAD);
            return;
        }
        for (Slot slot : ahead) {
            if (reads.size() == atOnce) {
                return;
            }
            DueCursor last = readTo;
            DueCursor after = last != null && DueSlots.begin(last.dueAt()).equals(slot.begin()) ? last : null;
            int most = wanted - lines.size();
            reads.add(new SlotRead(
                    slot, after == null, most, now.get(), table.startRead(shelf, slot.begin(), after, most)));
        }
    }

    private void take() {
        CompletionStage<AsyncResultSet> begun = slotsRead;
        slotsRead = null;
        if (begun != null) {
            ahead(DueSlots.slots(CaseRows.all(begun)));
            return;
        }
        boolean isAllRead = true;
        for (SlotRead read : reads) {
            isAllRead = take(read);
            if (!isAllRead) {
                break;
            }
            ahead.remove();
        }
        atOnce = isAllRead ? Math.min(2 * atOnce, SLOTS_AT_ONCE) : 1;
        reads.clear();
    }

    private void ahead(List<Slot> found) {
        ahead.addAll(found);
        hasMoreSlots = found.size() == SLOTS_AHEAD;
        if (hasMoreSlots) {
            slotsFrom = found.get(SLOTS_AHEAD - 1).begin().plus(DueSlots.LENGTH);
        }
    }

    /** False if the slot has more. */
    private boolean take(SlotRead read) {
        List<Row> rows = CaseRows.all(read.rows());
        for (Row row : rows) {
            DueLine line = DueLines.line(shelf, row);
            readTo = line.place();
            if (filter.test(line)) {
                lines.add(line);
            }
        }
        lookedAt += rows.size();
        if (read.isWhole() && rows.isEmpty()) {
            slots.forget(shelf, read.slot(), read.at());
        }
        return rows.size() < read.most();
    }
}
