package io.earshot.scoring.query;

import io.earshot.scoring.cassandra.SumsByValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds a page of values whose exact sums have to be read one by one, by as few reads as can be. Known beforehand is what each value has in the
 * whole days around the time: never less than in the time itself. So by items the values are looked at from the highest such bound down, and once
 * a page is found that the next bound can't get into, none of the rest can: the threshold idea of Fagin, Lotem and Naor, "Optimal aggregation
 * algorithms for middleware", PODS 2001. Scores have no such bound: there, those with most items compete, all of them.
 *
 * <p>Pure: {@link #next()} says what to read, {@link #add} takes it, until nothing is wanted any more.
 */
final class SegmentContest {

    /** No more values than this are read one by one for one request. */
    static final int MOST_READ = 1_000;

    private static final int LEAST_AT_ONCE = 16;

    private final SegmentsQuery query;
    private final List<SegmentKey> candidates;
    private final int most;
    private final boolean bounded;
    private final TreeSet<SegmentPage.Entry> found;
    private int read;

    /**
     * @param around the sums of the whole days; where they are not complete they bound nothing, and the values that have most of them compete
     */
    SegmentContest(SumsByValue around, SegmentsQuery query) {
        this(around, query, MOST_READ);
    }

    SegmentContest(SumsByValue around, SegmentsQuery query, int mostRead) {
        this.query = query;
        this.candidates =
                SegmentPage.byItems(around).stream().map(SegmentPage.Entry::key).toList();
        this.most = Math.min(mostRead, candidates.size());
        this.bounded = around.complete();
        this.found = new TreeSet<>(Comparator.comparing(SegmentPage.Entry::key, query.sort()));
    }

    /** The values whose sums are to be read and {@link #add}ed next; none when the page is found. */
    List<String> next() {
        if (isFound()) {
            return List.of();
        }
        int wanted = endsEarly() ? Math.max(LEAST_AT_ONCE, query.limit() + 1 - found.size()) : most;
        return candidates.subList(read, Math.min(most, read + wanted)).stream()
                .map(SegmentKey::value)
                .toList();
    }

    /** Takes the exact sums of all the values that {@link #next()} asked for. */
    void add(List<SegmentPage.Entry> entries) {
        read += entries.size();
        entries.stream().filter(entry -> query.wants(entry.key())).forEach(found::add);
    }

    /** The page, as far as it is certain: what a value that was not read might come before is left out, and the page is not complete. */
    SegmentPage page() {
        List<SegmentPage.Entry> first = first(query.limit() + 1);
        if (!endsEarly()) {
            return SegmentPage.of(first, query.limit(), bounded && most == candidates.size());
        }
        if (isFound(first)) {
            return SegmentPage.of(first, query.limit(), true);
        }
        List<SegmentPage.Entry> certain =
                first.stream().filter(entry -> isBeforeTheRest(entry)).toList();
        return SegmentPage.of(certain, query.limit(), false);
    }

    private boolean endsEarly() {
        return bounded && query.sort() == SegmentKey.Order.N;
    }

    private boolean isFound() {
        return read == most || endsEarly() && isFound(first(query.limit() + 1));
    }

    private boolean isFound(List<SegmentPage.Entry> first) {
        return read == candidates.size()
                || first.size() > query.limit() && isBeforeTheRest(first.get(query.limit() - 1));
    }

    /** Whether no value that was not read yet can come before: at best it has as many items as its bound. */
    private boolean isBeforeTheRest(SegmentPage.Entry entry) {
        return read == candidates.size() || query.sort().compare(entry.key(), candidates.get(read)) < 0;
    }

    private List<SegmentPage.Entry> first(int count) {
        List<SegmentPage.Entry> first = new ArrayList<>(count);
        Iterator<SegmentPage.Entry> entries = found.iterator();
        while (entries.hasNext() && first.size() < count) {
            first.add(entries.next());
        }
        return first;
    }
}
