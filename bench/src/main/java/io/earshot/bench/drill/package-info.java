/** A cluster of three brokers, three Cassandra nodes and two instances of each service, of which one after the other goes under load. */
@org.jspecify.annotations.NullMarked
package io.earshot.bench.drill;
