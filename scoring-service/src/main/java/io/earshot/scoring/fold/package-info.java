/** The fold of one partition's records into score rows: no I/O, no clock, a pure function of the log. */
@NullMarked
package io.earshot.scoring.fold;

import org.jspecify.annotations.NullMarked;
