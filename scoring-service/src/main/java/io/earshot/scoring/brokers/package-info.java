/** How Kafka's brokers are talked to: in clear or over TLS, signed in or not. */
@NullMarked
package io.earshot.scoring.brokers;

import org.jspecify.annotations.NullMarked;
