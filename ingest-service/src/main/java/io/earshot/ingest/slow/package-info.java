/** Cuts off requests that come too slowly. */
@NullMarked
package io.earshot.ingest.slow;

import org.jspecify.annotations.NullMarked;
