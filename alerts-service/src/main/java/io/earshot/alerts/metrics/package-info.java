/** What is said of metrics that others make. */
@NullMarked
package io.earshot.alerts.metrics;

import org.jspecify.annotations.NullMarked;
