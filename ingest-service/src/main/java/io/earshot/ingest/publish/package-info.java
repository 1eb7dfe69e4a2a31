/** The way to Kafka: never blocks a caller, never takes more than memory allows, answers within two seconds. */
@NullMarked
package io.earshot.ingest.publish;

import org.jspecify.annotations.NullMarked;
