package io.earshot.ingest.csvimport;

import io.earshot.feedback.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that fields have in the query of an import. */
final class ImportFields {

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (Field field : Field.values()) {
            BY_NAME.put(field.path(), field);
        }
        for (Field field : Field.values()) {
            // "id" stays the item's
            BY_NAME.putIfAbsent(shortName(field), field);
        }
        BY_NAME.put("customer", Field.CUSTOMER_ID);
    }

    /** The short names, for messages. */
    static final String NAMES = Stream.of(Field.values())
            .map(field -> field == Field.CUSTOMER_ID ? "customer" : shortName(field))
            .collect(Collectors.joining(", "));

    private ImportFields() {}

    static @Nullable Field find(String name) {
        return BY_NAME.get(name);
    }

    static Set<String> paths(Collection<Field> fields) {
        return fields.stream().map(Field::path).collect(Collectors.toSet());
    }

    private static String shortName(Field field) {
        return field.path().substring(field.path().lastIndexOf('.') + 1);
    }
}
