/** What the ingest service is compared with: the same server, the same body, and nothing behind it. */
@NullMarked
package io.earshot.bench.bare;

import org.jspecify.annotations.NullMarked;
