package io.earshot.alerts.posted;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a posted object, read one by one; what is wrong with them is told at once, in the end. */
public final class PostedFields {

    /** What {@link #asName} expects. */
    public static final String A_NAME = "1 to 64 characters of a-z 0-9 -, a letter or digit first";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int SHOWN = 100;

    private final JsonNode json;
    private final List<FieldFault> faults = new ArrayList<>();

    private PostedFields(JsonNode json) {
        this.json = json;
    }

    /**
     * Of an object that has these fields and no others.
     *
     * @throws ProblemException if it is no object
     */
    public static PostedFields of(JsonNode json, Collection<String> known) {
        PostedFields fields = ofAny(json, known);
        fields.allow(known);
        return fields;
    }

    /**
     * Of an object; {@link #allow} says which fields it has.
     *
     * @param some fields, for a message
     * @throws ProblemException if it is no object
     */
    public static PostedFields ofAny(JsonNode json, Collection<String> some) {
        if (!json.isObject()) {
            throw ProblemException.invalid(
                    "", "not an object (expected: an object with " + String.join(", ", some) + ")");
        }
        return new PostedFields(json);
    }

    /** Refuses other fields than these. */
    public void allow(Collection<String> known) {
        json.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fault(name, "unknown field (expected: one of " + String.join(", ", known) + ")"));
    }

    /** Whether it is given, be it as null. */
    public boolean has(String name) {
        return json.has(name);
    }

    /** Whether it is given and not null. */
    public boolean isThere(String name) {
        return json.hasNonNull(name);
    }

    /** The field as it was posted, missing if it was not. */
    public JsonNode at(String name) {
        return json.path(name);
    }

    /** Text that has to be there; empty if it is not, or not as it should be. */
    public <T> Optional<T> required(String name, Function<String, Optional<T>> parse, String expected) {
        return value(name, at(name), text(parse), expected);
    }

    /** Text that may be left out; null is wrong. */
    public <T> Optional<T> given(String name, Function<String, Optional<T>> parse, String expected) {
        return has(name) ? required(name, parse, expected) : Optional.empty();
    }

    /** Text that may be left out or null. */
    public <T> Optional<T> optional(String name, Function<String, Optional<T>> parse, String expected) {
        return isThere(name) ? required(name, parse, expected) : Optional.empty();
    }

    /** A number that may be left out or null. */
    public <T extends Number> Optional<T> number(String name, Function<JsonNode, Optional<T>> parse, String expected) {
        return isThere(name) ? value(name, at(name), parse, expected) : Optional.empty();
    }

    /** Yes or no, where it is given. */
    public Optional<Boolean> flag(String name) {
        return has(name) ? value(name, at(name), value -> value.booleanValueOpt(), "true or false") : Optional.empty();
    }

    /** Texts, each once; none where the field is not given, or null. */
    public <T> List<T> list(String name, int most, Function<String, Optional<T>> parse, String expected) {
        JsonNode array = at(name);
        if (!isThere(name)) {
            return List.of();
        }
        if (!array.isArray() || array.size() > most) {
            String found = array.isArray() ? array.size() + " entries" : shown(array);
            fault(name, found + " (expected: a list of at most " + most + ")");
            return List.of();
        }
        List<T> values = new ArrayList<>();
        for (int n = 0; n < array.size(); n++) {
            value(name + "[" + n + "]", array.get(n), text(parse), expected)
                    .filter(value -> !values.contains(value))
                    .ifPresent(values::add);
        }
        return values;
    }

    /** A line of text, stripped; null if it is not given, or null, or wrong. */
    public @Nullable String line(String name, int longest) {
        return optional(name, text -> asLine(text, longest), expectedLine(longest))
                .orElse(null);
    }

    /** The text without blanks around it, if it is a line that holds something. */
    public static Optional<String> asLine(String text, int longest) {
        return Optional.of(text.strip())
                .filter(line -> !line.isEmpty() && line.codePointCount(0, line.length()) <= longest)
                .filter(line -> line.codePoints().noneMatch(Character::isISOControl));
    }

    /** The text, if things of a store may be called that. */
    public static Optional<String> asName(String text) {
        return Optional.of(text).filter(name -> NAME.matcher(name).matches());
    }

    /** What {@link #asLine} expects. */
    public static String expectedLine(int longest) {
        return "1 to " + longest + " characters on one line";
    }

    /** Text that has to be there, in as many lines as it likes. */
    public String text(String name, int longest) {
        String text = at(name).isString() ? at(name).stringValue().strip() : "";
        int length = text.codePointCount(0, text.length());
        if (!at(name).isString()) {
            fault(name, shown(at(name)) + " (expected: text of 1 to " + longest + " characters)");
        } else if (length < 1 || length > longest) {
            fault(name, length + " characters (expected: 1 to " + longest + ")");
        }
        return text;
    }

    private static <T> Function<JsonNode, Optional<T>> text(Function<String, Optional<T>> parse) {
        return value -> value.isString() ? parse.apply(value.stringValue()) : Optional.empty();
    }

    private <T> Optional<T> value(String path, JsonNode value, Function<JsonNode, Optional<T>> parse, String expected) {
        Optional<T> parsed = parse.apply(value);
        if (parsed.isEmpty()) {
            fault(path, shown(value) + " (expected: " + expected + ")");
        }
        return parsed;
    }

    public void fault(String name, String message) {
        add(new FieldFault(shortened(name), message));
    }

    public void add(FieldFault fault) {
        faults.add(fault);
    }

    /**
     * @throws ProblemException naming every fault, if there is one
     */
    public void check() {
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
    }

    /** At most so much of a value as a message shows. */
    public static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "missing";
        }
        String text = value.isString() ? value.stringValue() : value.toString();
        return text.isBlank() ? "blank" : shortened(text);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN / 2)) + "…";
    }
}
