/** Up to 1,000 items a request, each with a result of its own. */
@NullMarked
package io.earshot.ingest.batch;

import org.jspecify.annotations.NullMarked;
