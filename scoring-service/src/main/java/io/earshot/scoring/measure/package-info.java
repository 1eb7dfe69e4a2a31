/** What is counted: series, segments, sums, and the figures made of them. */
@NullMarked
package io.earshot.scoring.measure;

import org.jspecify.annotations.NullMarked;
