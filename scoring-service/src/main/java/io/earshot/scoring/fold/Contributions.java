package io.earshot.scoring.fold;

import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Segment;
import java.util.HashMap;
import java.util.Map;

/** Keeps equal contributions and segments once: the memory holds many that say the same. Bounded; not for use by several threads. */
final class Contributions {

    private static final int MOST = 20_000;

    private final Map<Contribution, Contribution> contributions = new HashMap<>();
    private final Map<Segment, Segment> segments = new HashMap<>();

    /** One that is equal, and may be kept for long. */
    Contribution intern(Contribution contribution) {
        Contribution known = contributions.get(contribution);
        if (known != null) {
            return known;
        }
        if (contributions.size() >= MOST || segments.size() >= MOST) {
            // what is shared stays shared, what comes is shared anew
            contributions.clear();
            segments.clear();
        }
        Contribution kept = new Contribution(
                contribution.series(),
                contribution.answer(),
                contribution.category(),
                contribution.segments().stream()
                        .map(segment -> segments.computeIfAbsent(segment, same -> same))
                        .toList());
        contributions.put(kept, kept);
        return kept;
    }
}
