/** Traces of what becomes of an item, from the post to the webhook, for a collector of OpenTelemetry's; off by default. */
@NullMarked
package io.earshot.alerts.tracing;

import org.jspecify.annotations.NullMarked;
