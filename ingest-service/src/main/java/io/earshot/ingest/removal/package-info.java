/** What leaves again: single items, and what is known of a person. */
@NullMarked
package io.earshot.ingest.removal;

import org.jspecify.annotations.NullMarked;
