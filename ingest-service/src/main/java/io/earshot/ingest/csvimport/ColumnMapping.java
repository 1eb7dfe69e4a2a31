package io.earshot.ingest.csvimport;

import io.earshot.feedback.Fault;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackDraft;
import io.earshot.feedback.Field;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;

/**
 * Which field comes from which column, as the query of an import says: {@code rating=Rating} names a column, {@code kind==review} a constant for
 * every row. A field is named by its path ({@code context.product}) or by its last part ({@code product}); {@code customer} is the customer's id.
 *
 * @param columns the column of each field that has one
 * @param constants the text of each field that is the same in every row
 * @param idPrefix stands before the value of the id's column
 */
record ColumnMapping(Map<Field, String> columns, Map<Field, String> constants, String idPrefix) {

    private static final String ID_PREFIX = "idPrefix";
    private static final int MOST_NAMES_TOLD = 40;
    private static final int MOST_NAME_TOLD = 60;

    ColumnMapping {
        columns = Collections.unmodifiableMap(columns);
        constants = Collections.unmodifiableMap(constants);
    }

    /**
     * Reads the query.
     *
     * @throws ProblemException of status 400 that names every fault: unknown parameters, and constants that no row could be kept with
     */
    static ColumnMapping parse(MultiValueMap<String, String> query, Clock clock) {
        List<Fault> faults = new ArrayList<>();
        Map<Field, String> columns = new EnumMap<>(Field.class);
        Map<Field, String> constants = new EnumMap<>(Field.class);
        String idPrefix = "";
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            String name = parameter.getKey();
            String value = parameter.getValue().get(0) == null
                    ? ""
                    : parameter.getValue().get(0);
            Field field = ImportFields.find(name);
            if (value.isEmpty() || parameter.getValue().size() > 1) {
                faults.add(new Fault(name, "given empty or more than once (expected: one value)"));
            } else if (name.equals(ID_PREFIX)) {
                idPrefix = value;
            } else if (field == null) {
                faults.add(
                        new Fault(name, "unknown parameter (expected: one of " + ImportFields.NAMES + ", idPrefix)"));
            } else if (columns.containsKey(field) || constants.containsKey(field)) {
                faults.add(new Fault(name, field.path() + " is given twice (expected: once)"));
            } else if (value.charAt(0) == '=') {
                constants.put(field, value.substring(1));
            } else {
                columns.put(field, value);
            }
        }
        ColumnMapping mapping = new ColumnMapping(columns, constants, idPrefix);
        faults.addAll(mapping.faults(clock));
        if (!faults.isEmpty()) {
            throw invalid("the query does not say how to read the rows", faults);
        }
        return mapping;
    }

    /** What is wrong with the mapping itself, whatever the rows hold. */
    private List<Fault> faults(Clock clock) {
        List<Fault> faults = new ArrayList<>();
        if (constants.containsKey(Field.ID)) {
            faults.add(new Fault("id", "a constant (expected: a column, or every row would be the same item)"));
        }
        if (!idPrefix.isEmpty() && !columns.containsKey(Field.ID)) {
            faults.add(new Fault(ID_PREFIX, "given without id (expected: id=COLUMN)"));
        }
        try {
            FeedbackDraft draft = new FeedbackDraft();
            constants.forEach(draft::set);
            draft.build(() -> "unused", clock);
        } catch (InvalidFeedbackException e) {
            Set<String> fromColumns = ImportFields.paths(columns.keySet());
            e.faults().stream()
                    .filter(fault -> !fromColumns.contains(fault.field()))
                    .forEach(faults::add);
        }
        Feedback.Kind.of(constants.getOrDefault(Field.KIND, ""))
                .ifPresent(kind -> columns.forEach((field, column) -> {
                    if (!field.belongsTo(kind)) {
                        faults.add(new Fault(
                                field.path(),
                                "not a field of a " + kind.slug() + " (expected: left out of the query)"));
                    }
                }));
        return faults;
    }

    /**
     * Finds the columns in the header.
     *
     * @throws ProblemException of status 400 that names every column that is missing or there twice
     */
    RowMapper bind(List<String> header) {
        List<Fault> faults = new ArrayList<>();
        Map<Field, Integer> positions = new EnumMap<>(Field.class);
        columns.forEach((field, column) -> {
            int position = header.indexOf(column);
            if (position < 0) {
                faults.add(new Fault(
                        field.path(), "no column \"" + column + "\" (expected: one of " + names(header) + ")"));
            } else if (position != header.lastIndexOf(column)) {
                faults.add(new Fault(field.path(), "the column \"" + column + "\" is there twice (expected: once)"));
            }
            positions.put(field, position);
        });
        if (!faults.isEmpty()) {
            throw invalid("the file does not have the columns that the query names", faults);
        }
        return new RowMapper(header.size(), positions, constants, idPrefix);
    }

    /** Told for each missing column, so it has to be short whatever the file has. */
    private static String names(List<String> header) {
        String names = header.stream()
                .limit(MOST_NAMES_TOLD)
                .map(name -> name.length() > MOST_NAME_TOLD ? name.substring(0, MOST_NAME_TOLD) + "…" : name)
                .collect(Collectors.joining(", "));
        return header.size() > MOST_NAMES_TOLD ? names + ", … " + header.size() + " in all" : names;
    }

    private static ProblemException invalid(String detail, List<Fault> faults) {
        return new ProblemException(Problem.invalid(detail, faults));
    }
}
