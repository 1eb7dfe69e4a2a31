package io.earshot.scoring.stream;

import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.ScoreQuery;
import io.earshot.scoring.query.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A score that is watched, in a window that goes with the time.
 *
 * @param segment null for all items
 */
record Question(String store, Series series, @Nullable Segment segment, Window window) {

    ScoreQuery at(Instant now) {
        return ScoreQuery.of(series, segment, window, now);
    }
}
