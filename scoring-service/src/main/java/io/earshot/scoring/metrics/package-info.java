/** What is said of metrics that others make. */
@NullMarked
package io.earshot.scoring.metrics;

import org.jspecify.annotations.NullMarked;
