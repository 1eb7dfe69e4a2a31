/** What is kept in Cassandra: one class a query. */
@NullMarked
package io.earshot.scoring.cassandra;

import org.jspecify.annotations.NullMarked;
