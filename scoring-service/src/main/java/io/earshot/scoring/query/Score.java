package io.earshot.scoring.query;

import io.earshot.scoring.measure.Figures;

/**
 * A store's score.
 *
 * @param previous the time before that it is compared with
 * @param before the figures of that time
 * @param complete false if values of the segment's dimension were counted together in some bucket, so that some of the segment may be missing
 */
public record Score(ScoreQuery query, Figures figures, TimeRange previous, Figures before, boolean complete) {}
