/** The consumer group that folds the log into scores. */
@NullMarked
package io.earshot.scoring.consume;

import org.jspecify.annotations.NullMarked;
