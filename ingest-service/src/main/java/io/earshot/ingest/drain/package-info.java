/** The end of the service: what it has taken is answered, and its clients are sent elsewhere before it closes the door. */
@NullMarked
package io.earshot.ingest.drain;

import org.jspecify.annotations.NullMarked;
