package io.earshot.feedback;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the tokens of one item into a draft. Not for use by several threads. */
final class ItemReader {

    private static final String KNOWN =
            Stream.of(Field.values()).map(Field::path).collect(Collectors.joining(", "));

    private static final int UNBOUNDED = Integer.MAX_VALUE;

    /** The digits and sign of the largest number that is read; a longer one is not worth converting. */
    private static final int LONGEST_WHOLE = 19;

    private final JsonParser parser;
    private final FeedbackDraft draft;
    private final boolean strict;
    private final int mostDepth;
    private final int mostFields;
    private final Set<Field> seen = EnumSet.noneOf(Field.class);
    private boolean customerSeen;
    private boolean contextSeen;
    private boolean unknownSeen;
    private int outside;
    private int deepest;
    private int fields;

    private ItemReader(JsonParser parser, FeedbackDraft draft, boolean strict, int mostDepth, int mostFields) {
        this.parser = parser;
        this.draft = draft;
        this.strict = strict;
        this.mostDepth = mostDepth;
        this.mostFields = mostFields;
    }

    /** For what a client posts: an unknown field is a fault, and so is too much nesting or too many fields. */
    static ItemReader strict(JsonParser parser, FeedbackDraft draft, int mostDepth, int mostFields) {
        return new ItemReader(parser, draft, true, mostDepth, mostFields);
    }

    /** For what stands in the log: unknown fields are passed over. */
    static ItemReader lenient(JsonParser parser, FeedbackDraft draft) {
        return new ItemReader(parser, draft, false, UNBOUNDED, UNBOUNDED);
    }

    void readItem() {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            draft.fault("", shown() + " (expected: a JSON object)");
            parser.skipChildren();
            return;
        }
        outside = parser.streamReadContext().getNestingDepth() - 1;
        readObject("");
        if (deepest > mostDepth) {
            draft.fault("", "nested " + deepest + " deep (expected: at most " + mostDepth + ")");
        }
        if (fields > mostFields) {
            draft.fault("", fields + " fields (expected: at most " + mostFields + ")");
        }
    }

    private void readObject(String prefix) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            fields++;
            parser.nextToken();
            if (prefix.isEmpty() && (name.equals("customer") || name.equals("context"))) {
                readNested(name);
            } else {
                readField(prefix, name);
            }
        }
    }

    private void readNested(String name) {
        if (isSecond(name)) {
            draft.fault(name, "given twice (expected: once)");
            skip();
            return;
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(name.equals("customer") ? "customer." : "context.");
            case VALUE_NULL -> {}
            default -> {
                draft.fault(name, shown() + " (expected: a JSON object)");
                skip();
            }
        }
    }

    private boolean isSecond(String name) {
        boolean isCustomer = name.equals("customer");
        boolean second = isCustomer ? customerSeen : contextSeen;
        customerSeen |= isCustomer;
        contextSeen |= !isCustomer;
        return second;
    }

    private void readField(String prefix, String name) {
        Field field = Field.find(prefix, name);
        if (field == null) {
            if (strict) {
                // the list once: with many unknown fields the answer would be far larger than what was sent
                draft.fault(
                        Field.shown(prefix + name).replace("\"", ""),
                        unknownSeen ? "unknown field" : "unknown field (expected: one of " + KNOWN + ")");
                unknownSeen = true;
            }
            skip();
        } else if (!seen.add(field)) {
            draft.fault(field, "given twice (expected: once)");
            skip();
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
        } else if (parser.getStringLength() > LONGEST_WHOLE
                || parser.getNumberType() != JsonParser.NumberType.INT
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
                skip();
            }
        }
        if (good) {
            draft.put(field, tags);
        } else {
            draft.fault(field, "a value that is not text (expected: an array of strings)");
        }
    }

    /** Passes over a value that is not wanted, measuring it. */
    private void skip() {
        int open = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == null) {
                return;
            } else if (token.isStructStart()) {
                open++;
                deepest = Math.max(deepest, parser.streamReadContext().getNestingDepth() - outside);
            } else if (token.isStructEnd()) {
                open--;
            } else if (token == JsonToken.PROPERTY_NAME) {
                fields++;
            }
        } while (open > 0 && parser.nextToken() != null);
    }

    private void wrongType(Field field) {
        String expected = "text";
        if (field.isWhole()) {
            expected = "an integer";
        } else if (field.isTags()) {
            expected = "an array of strings";
        }
        draft.fault(field, shown() + " (expected: " + expected + ")");
        skip();
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
