/** How Kafka's brokers are talked to: in clear or over TLS, signed in or not. */
@NullMarked
package io.earshot.ingest.brokers;

import org.jspecify.annotations.NullMarked;
