package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.earshot.feedback.Customer;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.scoring.fold.Source;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which items a customer sent, so that a person can be erased. A row for each record, and no words. */
public final class CustomerItems {

    private static final int ROW_BYTES = 100;

    private final CqlSession session;
    private final int ttlSeconds;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement delete;
    private final PreparedStatement deleteUpTo;

    CustomerItems(CqlSession session, CassandraProperties properties) {
        this.session = session;
        this.ttlSeconds = properties.wordsTtlSeconds();
        String table = properties.keyspace() + ".customer_items";
        this.insert = session.prepare("INSERT INTO " + table
                + " (store, customer_id, id, ordinal, log_offset) VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?");
        this.select = session.prepare(
                "SELECT id, ordinal, log_offset FROM " + table + " WHERE store = ? AND customer_id = ?");
        String deletion = "DELETE FROM " + table + " USING TIMESTAMP ? WHERE store = ? AND customer_id = ?";
        this.delete = session.prepare(deletion);
        this.deleteUpTo = session.prepare(deletion + " AND id <= ?");
    }

    private record Partition(String store, String customer) {}

    /** The statements that write down whose the records are; those without a customer's id are left out. */
    public List<Statement<?>> writes(List<Responses.Logged> records) {
        PartitionBatches<Partition> batches = new PartitionBatches<>();
        for (Responses.Logged record : records) {
            Customer customer = record.submitted().feedback().customer();
            String customerId = customer == null ? null : customer.id();
            if (customerId != null) {
                String store = record.submitted().origin().store();
                int ordinal = record.source().ordinal();
                batches.add(
                        new Partition(store, customerId),
                        ROW_BYTES,
                        insert.bind(
                                        store,
                                        customerId,
                                        record.submitted().feedback().id(),
                                        ordinal,
                                        record.offset(),
                                        LogTime.of(ordinal, record.offset()),
                                        ttlSeconds)
                                .setIdempotent(true));
            }
        }
        return batches.statements();
    }

    /**
     * Calls back once for each item, in the order of their ids, of which the customer sent a record that stands in the log before the erasure.
     *
     * @throws DriverException if Cassandra can't be had
     */
    public void forEachBefore(Erased erased, Source source, long offset, Consumer<String> item) {
        long time = LogTime.of(source.ordinal(), offset);
        @Nullable String last = null;
        for (Row row : session.execute(
                select.bind(erased.origin().store(), erased.customerId()).setIdempotent(true))) {
            String id = Objects.requireNonNull(row.getString("id"));
            if (!id.equals(last) && LogTime.of(row.getInt("ordinal"), row.getLong("log_offset")) < time) {
                item.accept(id);
                last = id;
            }
        }
    }

    /** The statement that forgets which items the customer sent before the erasure. */
    public Statement<?> forget(Erased erased, Source source, long offset) {
        return delete.bind(LogTime.of(source.ordinal(), offset), erased.origin().store(), erased.customerId())
                .setIdempotent(true);
    }

    /** The same, up to this item in the order of {@link #forEachBefore}. */
    public Statement<?> forgetUpTo(String id, Erased erased, Source source, long offset) {
        return deleteUpTo
                .bind(LogTime.of(source.ordinal(), offset), erased.origin().store(), erased.customerId(), id)
                .setIdempotent(true);
    }
}
