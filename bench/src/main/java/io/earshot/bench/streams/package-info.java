/** What the scoring service is compared with: a Kafka Streams job that keeps the same aggregates with the same sink. */
@NullMarked
package io.earshot.bench.streams;

import org.jspecify.annotations.NullMarked;
