package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.numbers.Fact;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code customer_cases}: reads of it, and the statements of which a change is made. */
@Component
final class CaseRows {

    private static final String CASE = " WHERE store = ? AND customer = ? AND case_id = ?";
    private static final String HEAD = CASE + " AND part = 'case' AND key = ''";
    private static final String CURRENT =
            "SELECT current_case FROM customer_cases WHERE store = ? AND customer = ? LIMIT 1";
    private static final String OF_CUSTOMER =
            "SELECT case_id FROM customer_cases WHERE store = ? AND customer = ? AND part = 'case' ALLOW FILTERING";
    private static final String FIND = "SELECT body FROM customer_cases" + HEAD;
    private static final String ITEM =
            "SELECT * FROM customer_cases" + CASE + " AND (part, key) IN (('item', ?), ('more', ?))";
    private static final String ITEMS = "SELECT * FROM customer_cases" + CASE + " AND part = 'item'";
    private static final String HEAD_AND_ITEMS =
            "SELECT part, key, at, revision, rule, severity, body FROM customer_cases" + CASE
                    + " AND part IN ('case', 'item')";
    private static final String ALL =
            "SELECT * FROM customer_cases" + CASE + " AND part IN ('case', 'delivery', 'event', 'item', 'note')";
    private static final String DELIVERIES = "SELECT * FROM customer_cases" + CASE + " AND part = 'delivery'";
    private static final String EVENTS =
            "SELECT changes FROM customer_cases" + CASE + " AND part = 'event' AND key >= ? AND key <= ?";
    private static final String EVENT = "SELECT * FROM customer_cases" + CASE + " AND part = 'event' AND key = ?";
    private static final String SET_CURRENT =
            "UPDATE customer_cases SET current_case = ? WHERE store = ? AND customer = ? IF current_case = ?";
    private static final String INSERT_HEAD =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, version, body) VALUES (?, ?, ?, 'case', '', ?, ?)";
    private static final String UPDATE_HEAD =
            "UPDATE customer_cases SET version = ?, body = ?" + HEAD + " IF version = ?";
    private static final String INSERT_ITEM =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, at, revision, rule, severity, body)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE_ITEM = "DELETE FROM customer_cases" + CASE + " AND part = ? AND key = ?";
    private static final String INSERT_EVENT =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, type, at, actor, agent, changes, facts, item, body)"
                    + " VALUES (?, ?, ?, 'event', ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_NOTE =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, at, actor, agent, body)"
                    + " VALUES (?, ?, ?, 'note', ?, ?, ?, ?, ?)";
    private static final String INSERT_NOTED =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, version) VALUES (?, ?, ?, 'noted', ?, ?)";
    private static final String NOTED = "SELECT version FROM customer_cases" + CASE + " AND part = 'noted' AND key = ?";
    private static final String NOTE = "SELECT * FROM customer_cases" + CASE + " AND part = 'note' AND key = ?";
    private static final String NOTES = "SELECT key FROM customer_cases" + CASE + " AND part = 'note' LIMIT ?";
    private static final String SET_BODY =
            "UPDATE customer_cases SET body = ?" + CASE + " AND part = ? AND key = ? IF EXISTS";

    private final Cassandra cassandra;

    CaseRows(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** The customer's latest case, empty if there was none. */
    Optional<UUID> current(String store, String customer) {
        Row row = cassandra.run(CURRENT, store, customer).one();
        return Optional.ofNullable(row == null ? null : row.getUuid("current_case"));
    }

    /** All cases of a customer. */
    List<UUID> ofCustomer(String store, String customer) {
        return cassandra.run(OF_CUSTOMER, store, customer).all().stream()
                .map(row -> Objects.requireNonNull(row.getUuid("case_id")))
                .toList();
    }

    Optional<CaseFile> find(String store, String customer, UUID id) {
        return Optional.ofNullable(cassandra.run(FIND, store, customer, id).one())
                .map(CaseRows::file);
    }

    /** An item of a case, also one that is not shown. */
    Optional<CaseItem> item(CaseFile file, String item) {
        return Optional.ofNullable(cassandra
                        .run(ITEM, file.store(), file.customer(), file.id(), item, item)
                        .one())
                .map(CaseRows::item);
    }

    /** The items of a case that are shown, the oldest first. */
    List<CaseItem> items(CaseFile file) {
        return items(cassandra.run(ITEMS, file.store(), file.customer(), file.id()));
    }

    static List<CaseItem> items(Iterable<Row> rows) {
        List<CaseItem> items = new ArrayList<>();
        rows.forEach(row -> {
            if ("item".equals(row.getString("part"))) {
                items.add(item(row));
            }
        });
        items.sort(Comparator.comparing(CaseItem::at).thenComparing(CaseItem::id));
        return items;
    }

    /** The case alone. */
    CompletionStage<AsyncResultSet> startFind(String store, String customer, UUID id) {
        return cassandra.start(FIND, store, customer, id);
    }

    /** The case and its items. */
    CompletionStage<AsyncResultSet> startItems(String store, String customer, UUID id) {
        return cassandra.start(HEAD_AND_ITEMS, store, customer, id);
    }

    /** The case and all that belongs to it. */
    List<Row> all(String store, String customer, UUID id) {
        return cassandra.run(ALL, store, customer, id).all();
    }

    List<Row> all(CaseFile file) {
        return all(file.store(), file.customer(), file.id());
    }

    List<Row> deliveries(CaseFile file) {
        return cassandra
                .run(DELIVERIES, file.store(), file.customer(), file.id())
                .all();
    }

    /** How many notes a case has; of more than so many it says so many. */
    int notes(CaseFile file, int most) {
        return cassandra
                .run(NOTES, file.store(), file.customer(), file.id(), most)
                .all()
                .size();
    }

    /** The note that a client gave that id, empty if there is none. */
    Optional<Row> note(CaseFile file, String id) {
        return Optional.ofNullable(cassandra
                        .run(NOTED, file.store(), file.customer(), file.id(), id)
                        .one())
                .map(noted -> cassandra
                        .run(NOTE, file.store(), file.customer(), file.id(), CaseEvent.key(noted.getLong("version")))
                        .one());
    }

    /** The line of the history that led to that version, empty if there is none. */
    Optional<Row> event(CaseFile file, long version) {
        return Optional.ofNullable(cassandra
                .run(EVENT, file.store(), file.customer(), file.id(), CaseEvent.key(version))
                .one());
    }

    /** The lines of the history from that version on, the oldest first. */
    List<Row> eventsSince(CaseFile file, long version) {
        return cassandra
                .run(EVENTS, file.store(), file.customer(), file.id(), CaseEvent.key(version), file.eventKey())
                .all();
    }

    /** All that a step changes in the partition, but for what it owes. */
    List<BoundStatement> statements(Step step, @Nullable UUID currentBefore, @Nullable String message) {
        CaseFile after = step.after();
        List<BoundStatement> all = new ArrayList<>();
        if (step.before() == null) {
            all.add(cassandra.bind(SET_CURRENT, after.id(), after.store(), after.customer(), currentBefore));
            all.add(bind(INSERT_HEAD, after, after.version(), CaseJson.written(after)));
        } else {
            all.add(cassandra.bind(
                    UPDATE_HEAD,
                    after.version(),
                    CaseJson.written(after),
                    after.store(),
                    after.customer(),
                    after.id(),
                    step.before().version()));
        }
        step.put().forEach(item -> all.add(insertion(after, item)));
        step.removed().forEach(item -> {
            all.add(bind(DELETE_ITEM, after, "item", item));
            all.add(bind(DELETE_ITEM, after, "more", item));
        });
        Note note = step.note();
        if (note != null) {
            all.add(bind(
                    INSERT_NOTE, after, after.eventKey(), after.updatedAt(), step.by(), step.agent(), note.text()));
            if (note.id() != null) {
                all.add(bind(INSERT_NOTED, after, note.id(), after.version()));
            }
        }
        if (message != null) {
            all.add(bind(
                    INSERT_EVENT,
                    after,
                    after.eventKey(),
                    step.type().slug(),
                    after.updatedAt(),
                    step.by(),
                    step.agent(),
                    CaseJson.text(CaseJson.tree(step.changes())),
                    CaseFacts.written(CaseFacts.of(step)),
                    step.item(),
                    message));
        }
        return all;
    }

    private BoundStatement insertion(CaseFile file, CaseItem item) {
        ObjectNode shown = item.shown();
        Severity severity = item.severity();
        return cassandra.bind(
                INSERT_ITEM,
                file.store(),
                file.customer(),
                file.id(),
                shown == null ? "more" : "item",
                item.id(),
                item.at(),
                item.revision(),
                item.rule(),
                severity == null ? null : severity.slug(),
                CaseJson.text(shown));
    }

    /** Puts other words in the place of what a row says; a condition, like all writes of this table. */
    void setBody(CaseFile file, String part, String key, @Nullable String body) {
        cassandra.runIf(SET_BODY, body, file.store(), file.customer(), file.id(), part, key);
    }

    private BoundStatement bind(String cql, CaseFile file, @Nullable Object... rest) {
        @Nullable Object[] values = new @Nullable Object[rest.length + 3];
        values[0] = file.store();
        values[1] = file.customer();
        values[2] = file.id();
        System.arraycopy(rest, 0, values, 3, rest.length);
        return cassandra.bindPresent(cql, values);
    }

    /** All rows of a read that was begun; blocks. */
    static List<Row> all(CompletionStage<AsyncResultSet> read) {
        AsyncResultSet page = read.toCompletableFuture().join();
        List<Row> found = new ArrayList<>();
        page.currentPage().forEach(found::add);
        while (page.hasMorePages()) {
            page = page.fetchNextPage().toCompletableFuture().join();
            page.currentPage().forEach(found::add);
        }
        return found;
    }

    /** A name that is empty or not there if it is nobody's. */
    static @Nullable String name(Row row, String column) {
        String name = row.getString(column);
        return name == null || name.isEmpty() ? null : name;
    }

    static CaseFile file(Row row) {
        return CaseJson.file(text(row, "body"));
    }

    private static CaseItem item(Row row) {
        String body = row.getString("body");
        return new CaseItem(
                text(row, "key"),
                row.getInt("revision"),
                row.getString("rule"),
                Severity.of(Objects.requireNonNullElse(row.getString("severity"), ""))
                        .orElse(null),
                instant(row, "at"),
                body == null ? null : CaseJson.parse(body));
    }

    /** What the event means for the numbers. */
    static Map<Fact, Long> facts(Row event) {
        return CaseFacts.read(event.getMap("facts", String.class, Long.class));
    }

    static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    static Instant instant(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column), column);
    }
}
