package io.earshot.scoring.audit;

import io.earshot.scoring.measure.Measures;

/**
 * A cell whose stored sums are not those of the recount.
 *
 * @param cell {@code total}, or the segment within the row
 */
public record Difference(RowId row, String cell, Measures stored, Measures recounted) {}
