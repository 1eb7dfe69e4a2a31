/** The ingest service: takes feedback over HTTP and answers once Kafka has it. */
@NullMarked
package io.earshot.ingest;

import org.jspecify.annotations.NullMarked;
