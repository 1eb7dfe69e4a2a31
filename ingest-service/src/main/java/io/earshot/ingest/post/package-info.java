/** One item a request. */
@NullMarked
package io.earshot.ingest.post;

import org.jspecify.annotations.NullMarked;
