/** How many items a caller may send in a time: rates, by access key and client address. */
@NullMarked
package io.earshot.ingest.limit;

import org.jspecify.annotations.NullMarked;
