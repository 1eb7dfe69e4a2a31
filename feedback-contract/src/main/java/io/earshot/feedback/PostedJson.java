package io.earshot.feedback;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads items as clients post them: strictly, and within bounds. An unknown field is refused by name, so that a typo can't lose data; a field that is
 * given twice is refused; an item that is nested too deep or has too many fields is refused without being kept in memory. Text is UTF-8, never
 * guessed to be something else. May be used by several threads.
 */
public final class PostedJson {

    /** How deep an item goes: the item, its customer, the customer's tags. */
    public static final int LEAST_DEPTH = 3;

    /** The fields of an item, with the two objects that hold some of them. */
    public static final int LEAST_FIELDS = Field.values().length + 2;

    /** Above that, limits would not protect anything. */
    public static final int MOST = 1_000;

    /** The default bound on nesting. */
    public static final int DEFAULT_DEPTH = 16;

    /** The default bound on fields. */
    public static final int DEFAULT_FIELDS = 100;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final JsonFactory factory;
    private final int depth;
    private final int fields;

    /** With the default bounds. */
    public PostedJson() {
        this(DEFAULT_DEPTH, DEFAULT_FIELDS);
    }

    /**
     * @param depth how deep an item may be nested, counted from the item, 3 to 1,000
     * @param fields how many fields an item may have, those of nested objects included, {@link #LEAST_FIELDS} to 1,000
     */
    public PostedJson(int depth, int fields) {
        if (depth < LEAST_DEPTH || depth > MOST) {
            throw new IllegalArgumentException("depth: " + depth + " (expected: " + LEAST_DEPTH + " to " + MOST + ")");
        }
        if (fields < LEAST_FIELDS || fields > MOST) {
            throw new IllegalArgumentException(
                    "fields: " + fields + " (expected: " + LEAST_FIELDS + " to " + MOST + ")");
        }
        this.depth = depth;
        this.fields = fields;
        // The parser's own bounds are those of an item that is all one number, name or nesting. What is beyond them
        // ends the reading of the
        // whole text; what is within them but too much for an item is a fault of that item alone.
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(FeedbackJson.MOST_BYTES)
                        .maxNumberLength(FeedbackJson.MOST_BYTES)
                        .maxNameLength(FeedbackJson.MOST_BYTES)
                        .build())
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
    }

    /**
     * A parser that {@link #read(JsonParser, Supplier, Clock)} can read from.
     *
     * @throws InvalidFeedbackException if the text is plainly not UTF-8
     */
    public JsonParser parser(byte[] json) {
        if (isWide(json)) {
            throw new InvalidFeedbackException(
                    List.of(new Fault("", "text in UTF-16 or UTF-32 (expected: UTF-8)")), null);
        }
        int start = startsWithMark(json) ? BYTE_ORDER_MARK.length : 0;
        return factory.createParser(ObjectReadContext.empty(), json, start, json.length - start);
    }

    /**
     * Reads one item that is the whole of the text.
     *
     * @param newId makes the id where the client gave none
     * @throws InvalidFeedbackException naming the faults
     * @throws JacksonException if the text is not JSON
     */
    public Feedback read(byte[] json, Supplier<String> newId, Clock clock) {
        try (JsonParser parser = parser(json)) {
            parser.nextToken();
            Feedback feedback = read(parser, newId, clock);
            FeedbackJson.requireEnd(parser);
            return feedback;
        }
    }

    /**
     * Reads the item at which the parser stands, and leaves the parser at the item's last token, whether the item is good or not.
     *
     * @throws InvalidFeedbackException naming the faults
     * @throws JacksonException if the text is not JSON
     */
    public Feedback read(JsonParser parser, Supplier<String> newId, Clock clock) {
        FeedbackDraft draft = new FeedbackDraft();
        ItemReader.strict(parser, draft, depth, fields).readItem();
        return draft.build(newId, clock);
    }

    /** JSON begins with an ASCII character: a zero next to it, or half a mark, is another encoding. */
    private static boolean isWide(byte[] json) {
        return json.length > 1 && (json[0] == 0 || json[1] == 0 || (json[0] & 0xFE) == 0xFE);
    }

    private static boolean startsWithMark(byte[] json) {
        return json.length >= BYTE_ORDER_MARK.length
                && json[0] == BYTE_ORDER_MARK[0]
                && json[1] == BYTE_ORDER_MARK[1]
                && json[2] == BYTE_ORDER_MARK[2];
    }
}
