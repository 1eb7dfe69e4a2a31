/** The session to Cassandra and the schema. */
@NullMarked
package io.earshot.alerts.store;

import org.jspecify.annotations.NullMarked;
