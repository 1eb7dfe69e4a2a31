package io.earshot.scoring.consume;

import io.earshot.scoring.measure.Series;
import java.util.List;

/** Hears which scores changed. */
public interface ScoreChanges {

    /**
     * The rows of a series have changed and are written, or may have been written by somebody who could not say so any more. Called by the
     * threads that write and fold: cheap, never blocks, and saying it again does no harm.
     */
    void changed(String store, Series series);

    /** All of these, as one. */
    static ScoreChanges all(List<ScoreChanges> listeners) {
        return (store, series) -> listeners.forEach(listener -> listener.changed(store, series));
    }
}
