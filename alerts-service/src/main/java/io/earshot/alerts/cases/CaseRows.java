package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code customer_cases}. A change is one compare-and-set: the case, the item, the event and what it owes. */
@Component
final class CaseRows {

    private static final String CASE = " WHERE store = ? AND customer = ? AND case_id = ?";
    private static final String CURRENT =
            "SELECT current_case FROM customer_cases WHERE store = ? AND customer = ? LIMIT 1";
    private static final String HEAD_AND_ITEM =
            "SELECT * FROM customer_cases" + CASE + " AND (part, key) IN (('case', ''), ('item', ?), ('more', ?))";
    private static final String HEAD_AND_ITEMS =
            "SELECT * FROM customer_cases" + CASE + " AND part IN ('case', 'item')";
    private static final String ALL =
            "SELECT * FROM customer_cases" + CASE + " AND part IN ('case', 'delivery', 'event', 'item')";
    private static final String DELIVERIES = "SELECT * FROM customer_cases" + CASE + " AND part = 'delivery'";
    private static final String SET_CURRENT =
            "UPDATE customer_cases SET current_case = ? WHERE store = ? AND customer = ? IF current_case = ?";
    private static final String INSERT_HEAD =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, version, kind, status, severity, rule, who, assignee,"
                    + " team, opened_at, updated_at, due_at, outcome, item_count)"
                    + " VALUES (?, ?, ?, 'case', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE_HEAD =
            "UPDATE customer_cases SET version = ?, severity = ?, who = ?, updated_at = ?, due_at = ?, item_count = ?"
                    + CASE + " AND part = 'case' AND key = '' IF version = ?";
    private static final String INSERT_ITEM =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, at, body) VALUES (?, ?, ?, 'item', ?, ?, ?)";
    private static final String INSERT_MORE =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, at) VALUES (?, ?, ?, 'more', ?, ?)";
    private static final String INSERT_EVENT =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, type, at, item, body) VALUES (?, ?, ?, 'event', ?, ?, ?, ?, ?)";

    private final Cassandra cassandra;

    CaseRows(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** A case and whether some item is in it. */
    record Joined(CaseFile file, boolean hasItem) {}

    /** The customer's latest case, empty if there was none. */
    Optional<UUID> current(String store, String customer) {
        Row row = cassandra.run(CURRENT, store, customer).one();
        return Optional.ofNullable(row == null ? null : row.getUuid("current_case"));
    }

    Optional<Joined> find(String store, String customer, UUID id, String item) {
        ResultSet rows = cassandra.run(HEAD_AND_ITEM, store, customer, id, item, item);
        CaseFile file = null;
        boolean hasItem = false;
        for (Row row : rows) {
            if ("case".equals(row.getString("part"))) {
                file = file(row);
            } else {
                hasItem = true;
            }
        }
        return file == null ? Optional.empty() : Optional.of(new Joined(file, hasItem));
    }

    /** The case and its items. */
    CompletionStage<AsyncResultSet> startItems(String store, String customer, UUID id) {
        return cassandra.start(HEAD_AND_ITEMS, store, customer, id);
    }

    /** The case and all that belongs to it. */
    List<Row> all(String store, String customer, UUID id) {
        return cassandra.run(ALL, store, customer, id).all();
    }

    List<Row> deliveries(CaseFile file) {
        return cassandra
                .run(DELIVERIES, file.store(), file.customer(), file.id())
                .all();
    }

    /** The items of a case, the oldest first. */
    List<ObjectNode> items(CaseFile file) {
        return items(cassandra.run(HEAD_AND_ITEMS, file.store(), file.customer(), file.id()));
    }

    static List<ObjectNode> items(Iterable<Row> rows) {
        List<Row> items = new ArrayList<>();
        rows.forEach(row -> {
            if ("item".equals(row.getString("part"))) {
                items.add(row);
            }
        });
        items.sort(Comparator.comparing((Row row) -> instant(row, "at")).thenComparing(row -> text(row, "key")));
        return items.stream().map(row -> CaseJson.parse(text(row, "body"))).toList();
    }

    /** What is written in one when an item goes into a case. */
    final class Change {

        private final List<BoundStatement> statements = new ArrayList<>();
        private final CaseFile file;

        private Change(CaseFile file) {
            this.file = file;
        }

        Change item(String item, @Nullable String body) {
            if (body == null) {
                add(cassandra.bind(INSERT_MORE, file.store(), file.customer(), file.id(), item, file.updatedAt()));
            } else {
                add(cassandra.bind(
                        INSERT_ITEM, file.store(), file.customer(), file.id(), item, file.updatedAt(), body));
            }
            return this;
        }

        Change event(String type, String item, @Nullable String body) {
            return add(cassandra.bindPresent(
                    INSERT_EVENT,
                    file.store(),
                    file.customer(),
                    file.id(),
                    file.eventKey(),
                    type,
                    file.updatedAt(),
                    item,
                    body));
        }

        Change add(BoundStatement statement) {
            statements.add(statement);
            return this;
        }

        /** True if it was written, false if somebody else was faster. */
        boolean write() {
            return cassandra.runIf(statements);
        }
    }

    /** Opens a case as the customer's latest. */
    Change open(CaseFile file, @Nullable UUID before) {
        return new Change(file)
                .add(cassandra.bind(SET_CURRENT, file.id(), file.store(), file.customer(), before))
                .add(cassandra.bindPresent(
                        INSERT_HEAD,
                        file.store(),
                        file.customer(),
                        file.id(),
                        file.version(),
                        file.kind(),
                        file.status().slug(),
                        file.severity().slug(),
                        file.rule(),
                        CaseJson.text(file.who()),
                        file.assignee(),
                        file.team(),
                        file.openedAt(),
                        file.updatedAt(),
                        file.dueAt(),
                        file.outcome(),
                        file.itemCount()));
    }

    /** Changes a case from the version before. */
    Change update(CaseFile file) {
        return new Change(file)
                .add(cassandra.bindPresent(
                        UPDATE_HEAD,
                        file.version(),
                        file.severity().slug(),
                        CaseJson.text(file.who()),
                        file.updatedAt(),
                        file.dueAt(),
                        file.itemCount(),
                        file.store(),
                        file.customer(),
                        file.id(),
                        file.version() - 1));
    }

    static CaseFile file(Row row) {
        String who = row.getString("who");
        return new CaseFile(
                text(row, "store"),
                text(row, "customer"),
                Objects.requireNonNull(row.getUuid("case_id")),
                row.getLong("version"),
                text(row, "kind"),
                Status.of(text(row, "status")).orElseThrow(),
                Severity.of(text(row, "severity")).orElseThrow(),
                text(row, "rule"),
                who == null ? null : CaseJson.parse(who),
                row.getString("assignee"),
                row.getString("team"),
                instant(row, "opened_at"),
                instant(row, "updated_at"),
                instant(row, "due_at"),
                row.getString("outcome"),
                row.getInt("item_count"));
    }

    static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private static Instant instant(Row row, String column) {
        return Objects.requireNonNull(row.getInstant(column), column);
    }
}
