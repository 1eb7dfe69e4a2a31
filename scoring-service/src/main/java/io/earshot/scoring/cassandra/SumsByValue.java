package io.earshot.scoring.cassandra;

import io.earshot.scoring.measure.Measures;
import java.util.Map;

/**
 * The sums of each value of a dimension over a time.
 *
 * @param sums may hold values of which nothing is left
 * @param complete false if some rows were not read, or if values were counted together in some bucket: then a value may be missing or have
 *     too little
 */
public record SumsByValue(Map<String, Measures> sums, boolean complete) {}
