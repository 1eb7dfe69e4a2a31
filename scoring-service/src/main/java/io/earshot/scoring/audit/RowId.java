package io.earshot.scoring.audit;

import io.earshot.scoring.fold.RowKey;

/**
 * One row of one source.
 *
 * @param source its name
 */
public record RowId(RowKey key, String source) {}
