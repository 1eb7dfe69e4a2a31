package io.earshot.alerts.rulebooks;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** The books in Cassandra: a short row with the version, which all instances watch, and beside it one with the rules. Blocks. */
@Component
final class BookRows {

    private static final int SHARDS = 16;
    private static final String VERSIONS = "SELECT store, version FROM rulebooks WHERE shard = ? AND part = 'version'";
    private static final String BOOK =
            "SELECT version, body FROM rulebooks WHERE shard = ? AND part = 'book' AND store = ?";
    private static final String FIRST_VERSION =
            "INSERT INTO rulebooks (version, shard, part, store) VALUES (?, ?, 'version', ?) IF NOT EXISTS";
    private static final String NEXT_VERSION =
            "UPDATE rulebooks SET version = ? WHERE shard = ? AND part = 'version' AND store = ? IF version = ?";
    private static final String PUT_BOOK =
            "INSERT INTO rulebooks (version, body, shard, part, store) VALUES (?, ?, ?, 'book', ?)";

    private final Cassandra cassandra;

    BookRows(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** The versions of all books; a store that is not there never changed a rule. */
    Map<String, Long> versions() {
        List<CompletionStage<AsyncResultSet>> reads = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            reads.add(cassandra.start(VERSIONS, shard));
        }
        Map<String, Long> versions = new HashMap<>();
        for (CompletionStage<AsyncResultSet> read : reads) {
            AsyncResultSet page = page(read);
            add(page, versions);
            while (page.hasMorePages()) {
                page = page(page.fetchNextPage());
                add(page, versions);
            }
        }
        return versions;
    }

    private static AsyncResultSet page(CompletionStage<AsyncResultSet> read) {
        try {
            return read.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void add(AsyncResultSet page, Map<String, Long> versions) {
        page.currentPage().forEach(row -> versions.put(store(row), row.getLong("version")));
    }

    private static String store(Row row) {
        return Objects.requireNonNull(row.getString("store"));
    }

    /** The book of a store; empty if it never changed a rule. */
    Optional<Book> find(String store) {
        return Optional.ofNullable(cassandra.run(BOOK, shard(store), store).one())
                .map(row -> Book.of(row.getLong("version"), Objects.requireNonNull(row.getString("body"))));
    }

    /** Puts a book in the place of the version before it; false if that is not there any more. */
    boolean put(String store, Book book) {
        int shard = shard(store);
        var version = book.version() == 1
                ? cassandra.bind(FIRST_VERSION, 1L, shard, store)
                : cassandra.bind(NEXT_VERSION, book.version(), shard, store, book.version() - 1);
        return cassandra.runIf(List.of(version, cassandra.bind(PUT_BOOK, book.version(), book.body(), shard, store)));
    }

    private static int shard(String store) {
        return Math.floorMod(store.hashCode(), SHARDS);
    }
}
