/** How fast the ingest service takes feedback in: single posts, batches and an import, over HTTP and into a real Kafka. */
@NullMarked
package io.earshot.bench.ingest;

import org.jspecify.annotations.NullMarked;
