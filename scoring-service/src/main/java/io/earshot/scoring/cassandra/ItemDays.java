package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which items there are, by the day they happened on: the list of answers, read without the answers. */
public final class ItemDays {

    private static final int PAGE = 2_000;

    private final CqlSession session;
    private final String table;
    private final PreparedStatement select;

    ItemDays(CqlSession session, CassandraProperties properties) {
        this.session = session;
        this.table = properties.keyspace() + ".responses";
        this.select = session.prepare("SELECT id FROM " + table + " WHERE store = ? AND day = ? AND shard = ?");
    }

    /**
     * A day of a store.
     *
     * @param day since 1970, UTC
     */
    public record StoreDay(String store, long day) {}

    /** The ids of the items of which any revision happened on that day, in one of the {@link Responses#SHARDS shards} of ids. */
    public CompletionStage<Set<String>> ids(String store, long day, int shard) {
        return session.executeAsync(
                        select.bind(store, day, shard).setPageSize(PAGE).setIdempotent(true))
                .thenCompose(page -> addPages(page, new HashSet<>()));
    }

    private static CompletionStage<Set<String>> addPages(AsyncResultSet page, Set<String> ids) {
        page.currentPage().forEach(row -> ids.add(Objects.requireNonNull(row.getString("id"))));
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> addPages(next, ids))
                : CompletableFuture.completedFuture(ids);
    }

    /** All days of all stores, in no order, each as often as it has shards; read from the database as it goes. */
    public Iterator<StoreDay> all() {
        Iterator<Row> rows = session.execute(
                        SimpleStatement.newInstance("SELECT DISTINCT store, day, shard FROM " + table)
                                .setPageSize(PAGE)
                                .setTimeout(Duration.ofSeconds(30))
                                .setIdempotent(true))
                .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public StoreDay next() {
                Row row = rows.next();
                return new StoreDay(Objects.requireNonNull(row.getString("store")), row.getLong("day"));
            }
        };
    }
}
