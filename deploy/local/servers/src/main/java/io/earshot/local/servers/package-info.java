/** Real Kafka and Cassandra servers as child processes of this JVM. */
@NullMarked
package io.earshot.local.servers;

import org.jspecify.annotations.NullMarked;
