package io.earshot.feedback;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the tokens of one item into a draft.
 *
 * @param strict whether an unknown field is a fault
 * @param seen the fields that were given so far
 */
record ItemReader(JsonParser parser, FeedbackDraft draft, boolean strict, Set<Field> seen) {

    private static final String KNOWN =
            Stream.of(Field.values()).map(Field::path).collect(Collectors.joining(", "));

    ItemReader(JsonParser parser, FeedbackDraft draft, boolean strict) {
        this(parser, draft, strict, EnumSet.noneOf(Field.class));
    }

    void readItem() {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            draft.fault("", shown() + " (expected: a JSON object)");
            parser.skipChildren();
            return;
        }
        readObject("");
    }

    private void readObject(String prefix) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (prefix.isEmpty() && (name.equals("customer") || name.equals("context"))) {
                readNested(name);
            } else {
                readField(prefix, name);
            }
        }
    }

    private void readNested(String name) {
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(name.equals("customer") ? "customer." : "context.");
            case VALUE_NULL -> {}
            default -> {
                draft.fault(name, shown() + " (expected: a JSON object)");
                parser.skipChildren();
            }
        }
    }

    private void readField(String prefix, String name) {
        Field field = Field.find(prefix, name);
        if (field == null) {
            if (strict) {
                draft.fault(
                        Field.shown(prefix + name).replace("\"", ""), "unknown field (expected: one of " + KNOWN + ")");
            }
            parser.skipChildren();
        } else if (!seen.add(field)) {
            draft.fault(field, "given twice (expected: once)");
            parser.skipChildren();
        } else {
            readValue(field);
        }
    }

    private void readValue(Field field) {
        switch (parser.currentToken()) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> readText(field);
            case VALUE_NUMBER_INT -> readWhole(field);
            case START_ARRAY -> readTags(field);
            default -> wrongType(field);
        }
    }

    private void readText(Field field) {
        if (field.isWhole() || field.isTags()) {
            wrongType(field);
            return;
        }
        String text = parser.getString();
        // a form sends what was not filled in as empty text; an empty id is a fault, not a wish for a new one
        if (!text.isEmpty() || field == Field.ID) {
            draft.setText(field, text);
        }
    }

    private void readWhole(Field field) {
        if (!field.isWhole()) {
            wrongType(field);
        } else if (parser.getNumberType() != JsonParser.NumberType.INT
                && parser.getNumberType() != JsonParser.NumberType.LONG) {
            draft.fault(field, Field.shown(parser.getString()).replace("\"", "") + " (expected: a small integer)");
        } else {
            draft.put(field, parser.getLongValue());
        }
    }

    private void readTags(Field field) {
        if (!field.isTags()) {
            wrongType(field);
            return;
        }
        List<String> tags = new ArrayList<>();
        boolean good = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                tags.add(parser.getString());
            } else {
                good = false;
                parser.skipChildren();
            }
        }
        if (good) {
            draft.put(field, tags);
        } else {
            draft.fault(field, "a value that is not text (expected: an array of strings)");
        }
    }

    private void wrongType(Field field) {
        String expected = "text";
        if (field.isWhole()) {
            expected = "an integer";
        } else if (field.isTags()) {
            expected = "an array of strings";
        }
        draft.fault(field, shown() + " (expected: " + expected + ")");
        parser.skipChildren();
    }

    private String shown() {
        var token = parser.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> Field.shown(parser.getString());
            default -> Field.shown(parser.getString()).replace("\"", "");
        };
    }
}
