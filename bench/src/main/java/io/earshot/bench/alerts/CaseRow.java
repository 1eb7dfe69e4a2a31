package io.earshot.bench.alerts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row that the service wrote of a case, to be written the same way of other cases. */
final class CaseRow {

    /** Below this a write time is a version that the service gave, and no time. */
    private static final long FIRST_TIME = 1_000_000_000L;

    private final ListedCase original;
    private final PreparedStatement insert;
    private final boolean isOfSlots;
    private final List<Value> values = new ArrayList<>();
    private boolean mentions;

    private interface Value extends Function<ListedCase, @Nullable Object> {}

    private CaseRow(ListedCase original, PreparedStatement insert, boolean isOfSlots) {
        this.original = original;
        this.insert = insert;
        this.isOfSlots = isOfSlots;
    }

    /**
     * @param columns of the table, in which the row has them
     * @param writeTime of a cell of the row, null if it has none
     */
    static CaseRow of(
            CqlSession session,
            String table,
            List<String> columns,
            Row row,
            @Nullable Long writeTime,
            ListedCase original) {
        List<String> given = columns.stream()
                .filter(column -> !row.isNull(column) || isOwner(column))
                .toList();
        String cql = "INSERT INTO " + table + " (" + String.join(", ", given) + ") VALUES ("
                + String.join(", ", Collections.nCopies(given.size(), "?")) + ")"
                + (writeTime != null && writeTime < FIRST_TIME ? " USING TIMESTAMP " + writeTime : "");
        CaseRow form = new CaseRow(original, session.prepare(cql), given.contains("slot"));
        given.forEach(column -> form.values.add(form.value(table, column, row.getObject(column))));
        return form;
    }

    private static boolean isOwner(String column) {
        return column.equals("assignee") || column.equals("team");
    }

    private Value value(String table, String column, @Nullable Object value) {
        if (isOwner(column)) {
            return owner(table, column, value);
        } else if (column.equals("slot")) {
            require(table, column, String.valueOf(value), original.slot().toString());
            return ListedCase::slot;
        } else if (value instanceof UUID id && id.equals(original.id())) {
            mentions = true;
            return ListedCase::id;
        } else if (value instanceof Instant at) {
            return one -> CaseForm.moved(at, original, one);
        } else if (value instanceof String text) {
            return text(table, column, text);
        }
        return one -> value;
    }

    /** Nobody is null or an empty name, and stays that. */
    private static Value owner(String table, String column, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            throw new IllegalStateException(table + "." + column + ": " + value + " (expected: nobody at first)");
        }
        return one -> {
            String name = column.equals("team") ? one.team() : one.assignee();
            return name == null ? value : name;
        };
    }

    private Value text(String table, String column, String text) {
        switch (column) {
            case "severity" -> {
                require(table, column, text, original.severity());
                return ListedCase::severity;
            }
            case "month" -> {
                require(table, column, text, original.month());
                return ListedCase::month;
            }
            case "list" -> {
                return list(text);
            }
            default -> {
                CaseForm form = CaseForm.of(text, original);
                mentions |= form.mentions();
                return form::with;
            }
        }
    }

    private static Value list(String text) {
        return switch (text) {
            case "" -> one -> "";
            case "assignee:" -> one -> "assignee:" + Objects.requireNonNullElse(one.assignee(), "");
            case "team:" -> one -> "team:" + Objects.requireNonNullElse(one.team(), "");
            default ->
                throw new IllegalStateException("the case is in the list " + text
                        + " (expected: in those of all, of no assignee and of no team)");
        };
    }

    private static void require(String table, String column, String value, String expected) {
        if (!value.equals(expected)) {
            throw new IllegalStateException(table + "." + column + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** Whether it differs from case to case, and not only from month to month or slot to slot. */
    boolean mentions() {
        return mentions;
    }

    /** What makes the row of that case another one than those of others, of a row that does not mention it. */
    Object key(ListedCase one) {
        return Arrays.asList(with(one).getRoutingKey(), isOfSlots ? one.slot() : one.month());
    }

    /** The row of that case. */
    BoundStatement with(ListedCase one) {
        @Nullable Object[] all = values.stream().map(value -> value.apply(one)).toArray();
        BoundStatement bound = insert.bind(all);
        for (int i = 0; i < all.length; i++) {
            bound = all[i] == null ? bound.unset(i) : bound;
        }
        return bound.setIdempotent(true);
    }
}
