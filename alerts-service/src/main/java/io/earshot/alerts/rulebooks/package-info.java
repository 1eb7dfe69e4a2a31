/** The rules of each store: as JSON, in Cassandra, at {@code /v1/rules}, and ready to judge by. */
@NullMarked
package io.earshot.alerts.rulebooks;

import org.jspecify.annotations.NullMarked;
