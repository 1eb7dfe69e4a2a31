package io.earshot.scoring.publish;

import io.earshot.scoring.measure.Series;

/** A series of a store whose scores changed. */
public record Changed(String store, Series series) {}
