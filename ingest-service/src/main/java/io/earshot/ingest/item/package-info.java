/** From what a client sent to the event that stands in the log, and the counters that balance. */
@NullMarked
package io.earshot.ingest.item;

import org.jspecify.annotations.NullMarked;
