/** What is said of metrics that others make. */
@NullMarked
package io.earshot.ingest.metrics;

import org.jspecify.annotations.NullMarked;
