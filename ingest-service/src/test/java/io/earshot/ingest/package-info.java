/** The service as its clients see it, on a real Kafka. */
@NullMarked
package io.earshot.ingest;

import org.jspecify.annotations.NullMarked;
