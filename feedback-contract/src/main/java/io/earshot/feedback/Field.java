package io.earshot.feedback;

import static io.earshot.feedback.Feedback.Kind.BUTTON;
import static io.earshot.feedback.Feedback.Kind.REVIEW;
import static io.earshot.feedback.Feedback.Kind.SURVEY;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Every field of an item, in the order in which it is written: its path in the JSON, the kinds that have it, and the one check of its value
 * that the JSON codec, the CSV import and the records share.
 */
public enum Field {
    ID("id", new Id()),
    REVISION("revision", new Whole(0, 1 << 20)),
    KIND("kind", new Text(20)),
    METRIC("metric", new Text(20), SURVEY),
    // the range of an answer depends on its scale: Survey knows it
    SCORE("score", new Whole(Long.MIN_VALUE, Long.MAX_VALUE), SURVEY),
    SCALE("scale", new Text(20), SURVEY),
    RATING("rating", new Whole(1, 5), REVIEW, BUTTON),
    CATEGORY("category", new Text(20), BUTTON),
    TITLE("title", new Text(500), REVIEW),
    COMMENT("comment", new Text(5_000)),
    QUESTION("question", new Text(500), SURVEY),
    SOURCE(
            "source",
            new Format(Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}"), "a slug of 1 to 64 characters of a-z 0-9 _ -"),
            REVIEW),
    OCCURRED_AT("occurredAt", new Moment()),
    CUSTOMER_ID("customer.id", new Text(200)),
    CUSTOMER_EMAIL("customer.email", new Format(Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}"), "an e-mail address")),
    CUSTOMER_NAME("customer.name", new Text(200)),
    CUSTOMER_TAGS("customer.tags", new Tags()),
    CONTEXT_CHANNEL("context.channel", new Text(200)),
    CONTEXT_TOUCHPOINT("context.touchpoint", new Text(200)),
    CONTEXT_PRODUCT("context.product", new Text(200)),
    CONTEXT_ORDER("context.order", new Text(200)),
    CONTEXT_ASPECT("context.aspect", new Text(200)),
    CONTEXT_PAGE("context.page", new Text(200)),
    CONTEXT_LOCALE("context.locale", new Text(200)),
    CONTEXT_SURVEY("context.survey", new Text(200));

    /** No answer is older: shops did not ask before. */
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Map<String, Field> BY_PATH = new HashMap<>();
    private static final Map<String, Map<String, Field>> BY_PREFIX = new HashMap<>();

    static {
        for (Field field : values()) {
            BY_PATH.put(field.path, field);
            int leaf = field.path.indexOf('.') + 1;
            BY_PREFIX
                    .computeIfAbsent(field.path.substring(0, leaf), prefix -> new HashMap<>())
                    .put(field.path.substring(leaf), field);
        }
    }

    private final String path;
    private final Check check;
    private final Set<Feedback.Kind> kinds;

    Field(String path, Check check, Feedback.Kind... kinds) {
        this.path = path;
        this.check = check;
        this.kinds = kinds.length == 0 ? EnumSet.allOf(Feedback.Kind.class) : EnumSet.copyOf(List.of(kinds));
    }

    /** The path in the JSON: {@code score}, {@code context.channel}. */
    public String path() {
        return path;
    }

    /** Whether items of that kind have the field. */
    public boolean belongsTo(Feedback.Kind kind) {
        return kinds.contains(kind);
    }

    /** The field with that path. */
    public static Optional<Field> at(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** The field with that name in the object whose path the prefix is: empty, {@code customer.} or {@code context.}. */
    static @Nullable Field find(String prefix, String name) {
        Map<String, Field> fields = BY_PREFIX.get(prefix);
        return fields == null ? null : fields.get(name);
    }

    boolean isWhole() {
        return check instanceof Whole;
    }

    boolean isMoment() {
        return check instanceof Moment;
    }

    boolean isTags() {
        return check instanceof Tags;
    }

    /** What is wrong with the value, or null. The value is a String, Long, Instant or List as the field wants it. */
    public @Nullable String fault(Object value) {
        return check.fault(value);
    }

    void require(@Nullable Object value) {
        String fault = value == null ? null : fault(value);
        if (fault != null) {
            throw new IllegalArgumentException(path + ": " + fault);
        }
    }

    static String range(Scale scale) {
        return scale.low() + " to " + scale.high();
    }

    /** The value as messages show it: text quoted and cut. */
    static String shown(Object value) {
        if (!(value instanceof String text)) {
            return cut(String.valueOf(value));
        }
        return '"' + cut(text) + '"';
    }

    private static String cut(String text) {
        String clean = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        // a cut or lone surrogate or a control character must not break the answer that carries the message
        return clean.replaceAll("[\\p{Cntrl}\\p{Cs}]", "�");
    }

    private sealed interface Check {
        @Nullable
        String fault(Object value);
    }

    private record Text(int characters) implements Check {
        @Override
        public @Nullable String fault(Object value) {
            String text = (String) value;
            if (text.length() > characters && text.codePointCount(0, text.length()) > characters) {
                return text.codePointCount(0, text.length()) + " characters (expected: at most " + characters + ")";
            }
            return brokenCharacter(text);
        }

        /** What no text may have: half a character, or NUL, at which many a program takes a text to end. */
        private static @Nullable String brokenCharacter(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0) {
                    return shown(text) + " (expected: no NUL character)";
                }
                if (Character.isSurrogate(c)) {
                    if (Character.isLowSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        return shown(text) + " (expected: well-formed Unicode, no lone surrogate)";
                    }
                    i++;
                }
            }
            return null;
        }
    }

    private record Format(Pattern pattern, String expected) implements Check {
        @Override
        public @Nullable String fault(Object value) {
            String text = (String) value;
            return pattern.matcher(text).matches() && Text.brokenCharacter(text) == null
                    ? null
                    : shown(text) + " (expected: " + expected + ")";
        }
    }

    /** Checked by hand: it is on the way of every item, and a pattern takes longer than all the rest of its checks. */
    private record Id() implements Check {
        @Override
        public @Nullable String fault(Object value) {
            String text = (String) value;
            boolean good = !text.isEmpty() && text.length() <= 64;
            for (int i = 0; good && i < text.length(); i++) {
                char c = text.charAt(i);
                good = c >= 'a' && c <= 'z'
                        || c >= '0' && c <= '9'
                        || c >= 'A' && c <= 'Z'
                        || c == '_'
                        || c == '.'
                        || c == '-';
            }
            return good ? null : shown(text) + " (expected: 1 to 64 characters of A-Z a-z 0-9 _ . -)";
        }
    }

    private record Whole(long low, long high) implements Check {
        @Override
        public @Nullable String fault(Object value) {
            long number = (Long) value;
            return number >= low && number <= high ? null : number + " (expected: " + low + " to " + high + ")";
        }
    }

    private record Moment() implements Check {
        @Override
        public @Nullable String fault(Object value) {
            return ((Instant) value).isBefore(EARLIEST) ? value + " (expected: not before " + EARLIEST + ")" : null;
        }
    }

    private record Tags() implements Check {
        private static final Text TAG = new Text(64);

        @Override
        public @Nullable String fault(Object value) {
            List<?> tags = (List<?>) value;
            if (tags.size() > 20) {
                return tags.size() + " tags (expected: at most 20)";
            }
            return tags.stream()
                    .map(TAG::fault)
                    .filter(fault -> fault != null)
                    .findFirst()
                    .orElse(null);
        }
    }
}
