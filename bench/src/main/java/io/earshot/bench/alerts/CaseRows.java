package io.earshot.bench.alerts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rows that the service wrote of one case, found in its tables. Nothing is assumed about them but the names of the tables; a table that was
 * not known of when this was written, and holds something of the case, is a fault.
 */
final class CaseRows {

    /** Tables of which a case's rows are written, with how many rows it has there at least. */
    private static final Map<String, Integer> WRITTEN = Map.of(
            "customer_cases", 3,
            "case_homes", 1,
            "case_list", 3,
            "case_months", 1,
            "case_due", 3,
            "case_due_slots", 3,
            "known_items", 1);

    /** Hints when to look at a case again, as nothing is due while lists are measured; and the numbers of the summary, which no list reads. */
    private static final Set<String> LEFT_OUT = Set.of("timers", "timer_starts", "case_facts", "case_hours");

    private static final String WRITE_TIME = "write_time_of_";

    private final List<CaseRow> ofEach = new ArrayList<>();
    /** Rows that several cases have in common: those of a month, or of a slot of a list. */
    private final List<CaseRow> ofSome = new ArrayList<>();

    private final Set<Object> someWritten = new HashSet<>();

    private CaseRows() {}

    /**
     * Reads the rows of a case that is the only one in the keyspace, from all tables but those left out.
     *
     * @throws IllegalStateException if a row is missing, or is in a table that is not known
     */
    static CaseRows read(CqlSession session, String keyspace, ListedCase original) {
        CaseRows rows = new CaseRows();
        Map<String, Integer> found = new HashMap<>();
        columns(session, keyspace).forEach((table, columns) -> {
            for (Row row : session.execute(select(keyspace, table, columns))) {
                CaseRow one = CaseRow.of(
                        session,
                        keyspace + "." + table,
                        List.copyOf(columns.keySet()),
                        row,
                        writeTime(row, columns),
                        original);
                if (WRITTEN.containsKey(table)) {
                    (one.mentions() ? rows.ofEach : rows.ofSome).add(one);
                    found.merge(table, 1, Integer::sum);
                } else if (one.mentions()) {
                    throw new IllegalStateException("the case is in the table " + table + " (expected: one of "
                            + new TreeSet<>(WRITTEN.keySet()) + ")");
                }
            }
        });
        WRITTEN.forEach((table, count) -> {
            if (found.getOrDefault(table, 0) < count) {
                throw new IllegalStateException(found.getOrDefault(table, 0) + " rows in the table " + table
                        + " (expected: at least " + count + ")");
            }
        });
        return rows;
    }

    /** The columns of each table, with whether a cell of theirs has a write time. */
    private static Map<String, Map<String, Boolean>> columns(CqlSession session, String keyspace) {
        Map<String, Map<String, Boolean>> tables = new TreeMap<>();
        session.execute(
                        "SELECT table_name, column_name, kind, type FROM system_schema.columns WHERE keyspace_name = ?",
                        keyspace)
                .forEach(row -> {
                    String table = Objects.requireNonNull(row.getString("table_name"));
                    boolean isCell = "regular".equals(row.getString("kind"))
                            && Objects.requireNonNull(row.getString("type")).matches("\\w+");
                    if (!LEFT_OUT.contains(table)) {
                        tables.computeIfAbsent(table, name -> new TreeMap<>())
                                .put(Objects.requireNonNull(row.getString("column_name")), isCell);
                    }
                });
        return tables;
    }

    private static String select(String keyspace, String table, Map<String, Boolean> columns) {
        return columns.entrySet().stream()
                .map(column -> column.getValue()
                        ? column.getKey() + ", writetime(" + column.getKey() + ") AS " + WRITE_TIME + column.getKey()
                        : column.getKey())
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + keyspace + "." + table));
    }

    private static @Nullable Long writeTime(Row row, Map<String, Boolean> columns) {
        return columns.entrySet().stream()
                .filter(column -> column.getValue() && !row.isNull(WRITE_TIME + column.getKey()))
                .map(column -> row.getLong(WRITE_TIME + column.getKey()))
                .findFirst()
                .orElse(null);
    }

    /** The rows of that case, without those that were given before. */
    List<BoundStatement> of(ListedCase one) {
        List<BoundStatement> all = new ArrayList<>();
        ofEach.forEach(row -> all.add(row.with(one)));
        ofSome.stream().filter(row -> someWritten.add(row.key(one))).forEach(row -> all.add(row.with(one)));
        return all;
    }
}
