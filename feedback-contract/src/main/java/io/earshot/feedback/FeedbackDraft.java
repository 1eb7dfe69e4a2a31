package io.earshot.feedback;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An item while it is being read, from JSON or from a row of a CSV file: takes values field by field, remembers what is wrong with each, and
 * becomes a {@link Feedback} or an {@link InvalidFeedbackException} that names every fault. Not for use by several threads; may be used again
 * after {@link #clear()}.
 */
public final class FeedbackDraft {

    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    /** The most faults that are told of one item: one for each of its fields, and some. */
    private static final int MOST_FAULTS = 30;

    private static final Field[] FIELDS = Field.values();

    private final @Nullable Object[] values = new @Nullable Object[FIELDS.length];
    private final List<Fault> faults = new ArrayList<>();
    private int untold;
    private long faulty;

    public void clear() {
        Arrays.fill(values, null);
        faults.clear();
        untold = 0;
        faulty = 0;
    }

    /** Sets a field from text, as a CSV cell gives it; empty text leaves it unset, but for the id: that was meant to be given. */
    public void set(Field field, String text) {
        if (text.isEmpty() && field != Field.ID) {
            return;
        }
        if (field.isWhole()) {
            try {
                put(field, Long.valueOf(text.strip()));
            } catch (NumberFormatException e) {
                fault(field, Field.shown(text) + " (expected: an integer)");
            }
        } else if (field.isTags()) {
            put(
                    field,
                    Arrays.stream(text.split("[,;]"))
                            .map(String::strip)
                            .filter(tag -> !tag.isEmpty())
                            .toList());
        } else {
            setText(field, text);
        }
    }

    void setText(Field field, String text) {
        if (field.isMoment()) {
            try {
                put(field, Times.parse(text));
            } catch (DateTimeException e) {
                fault(field, Field.shown(text) + " (expected: an RFC 3339 time such as 2026-11-21T10:15:00Z)");
            }
        } else {
            put(field, text);
        }
    }

    /** Takes a value of the field's own type. */
    void put(Field field, Object value) {
        String fault = field.fault(value);
        if (fault == null) {
            values[field.ordinal()] = value;
        } else {
            fault(field, fault);
        }
    }

    void fault(Field field, String message) {
        fault(field.path(), message);
        faulty |= bit(field);
    }

    void fault(String path, String message) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(path, message));
        } else {
            untold++;
        }
    }

    private static long bit(Field field) {
        return 1L << field.ordinal();
    }

    private InvalidFeedbackException invalid(@Nullable String givenId) {
        return new InvalidFeedbackException(faults, untold, givenId);
    }

    /**
     * The item as a client posted it: a missing id is made, a missing time is now.
     *
     * @throws InvalidFeedbackException naming every fault
     */
    public Feedback build(Supplier<String> newId, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant occurredAt = value(Field.OCCURRED_AT);
        if (occurredAt == null) {
            values[Field.OCCURRED_AT.ordinal()] = now;
        } else if (occurredAt.isAfter(now.plus(MOST_AHEAD))) {
            fault(Field.OCCURRED_AT, occurredAt + " (expected: at most 5 minutes ahead of " + now + ")");
        }
        String givenId = value(Field.ID);
        if (givenId == null && !hasFault(Field.ID)) {
            values[Field.ID.ordinal()] = newId.get();
        }
        return build(givenId);
    }

    /**
     * The item as it stands in the log: nothing is made up.
     *
     * @throws InvalidFeedbackException naming every fault
     */
    Feedback build() {
        return build(value(Field.ID));
    }

    private Feedback build(@Nullable String givenId) {
        Feedback.Kind kind = kind();
        if (kind == null) {
            throw invalid(givenId);
        }
        for (Field field : FIELDS) {
            if (values[field.ordinal()] != null && !field.belongsTo(kind)) {
                fault(field, "not a field of a " + kind.slug() + " (expected: " + ownFields(kind) + ")");
            }
        }
        require(Field.ID);
        require(Field.OCCURRED_AT);
        Feedback feedback = switch (kind) {
            case SURVEY -> survey();
            case REVIEW -> review();
            case BUTTON -> button();
        };
        if (feedback == null || !faults.isEmpty()) {
            throw invalid(givenId);
        }
        return feedback;
    }

    private Feedback.@Nullable Kind kind() {
        if (!require(Field.KIND, "survey, review or button")) {
            return null;
        }
        String slug = value(Field.KIND);
        Feedback.Kind kind = slug == null ? null : Feedback.Kind.of(slug).orElse(null);
        if (slug != null && kind == null) {
            fault(Field.KIND, Field.shown(slug) + " (expected: survey, review or button)");
        }
        return kind;
    }

    private @Nullable Feedback survey() {
        String slug = value(Field.METRIC);
        Metric metric =
                slug == null ? null : Metric.of(slug).filter(Metric::isSurvey).orElse(null);
        require(Field.METRIC, "nps, csat or ces");
        if (slug != null && metric == null) {
            fault(Field.METRIC, Field.shown(slug) + " (expected: nps, csat or ces)");
        }
        require(Field.SCORE, "an integer on the scale");
        Scale scale = metric == null ? null : scale(metric);
        Long score = value(Field.SCORE);
        if (scale != null && score != null && !scale.contains(score)) {
            fault(Field.SCORE, score + " (expected: " + Field.range(scale) + ")");
        }
        return metric == null || scale == null || score == null || !faults.isEmpty()
                ? null
                : new Survey(submission(), metric, scale, score.intValue(), value(Field.QUESTION));
    }

    private @Nullable Scale scale(Metric metric) {
        String slug = value(Field.SCALE);
        if (slug == null) {
            return metric.defaultScale();
        }
        Scale scale = metric.scale(slug).orElse(null);
        if (scale == null) {
            fault(
                    Field.SCALE,
                    Field.shown(slug) + " (expected: " + metric.scaleSlugs() + " for " + metric.slug() + ")");
        }
        return scale;
    }

    private @Nullable Feedback review() {
        require(Field.RATING, "1 to 5");
        Long rating = value(Field.RATING);
        return rating == null || !faults.isEmpty()
                ? null
                : new Review(submission(), rating.intValue(), value(Field.TITLE), value(Field.SOURCE));
    }

    private @Nullable Feedback button() {
        require(Field.CATEGORY, Category.slugs());
        require(Field.COMMENT, "text");
        String slug = value(Field.CATEGORY);
        Category category = slug == null ? null : Category.of(slug).orElse(null);
        if (slug != null && category == null) {
            fault(Field.CATEGORY, Field.shown(slug) + " (expected: " + Category.slugs() + ")");
        }
        Long rating = value(Field.RATING);
        return category == null || !faults.isEmpty()
                ? null
                : new Button(submission(), category, rating == null ? null : rating.intValue());
    }

    private Submission submission() {
        Long revision = value(Field.REVISION);
        return new Submission(
                this.<String>known(Field.ID),
                revision == null ? 0 : revision.intValue(),
                this.<Instant>known(Field.OCCURRED_AT),
                value(Field.COMMENT),
                customer(),
                context());
    }

    private @Nullable Customer customer() {
        String id = value(Field.CUSTOMER_ID);
        String email = value(Field.CUSTOMER_EMAIL);
        String name = value(Field.CUSTOMER_NAME);
        List<String> tags = value(Field.CUSTOMER_TAGS);
        return id == null && email == null && name == null && tags == null
                ? null
                : new Customer(id, email, name, tags == null ? List.of() : tags);
    }

    private Context context() {
        return new Context(
                value(Field.CONTEXT_CHANNEL),
                value(Field.CONTEXT_TOUCHPOINT),
                value(Field.CONTEXT_PRODUCT),
                value(Field.CONTEXT_ORDER),
                value(Field.CONTEXT_ASPECT),
                value(Field.CONTEXT_PAGE),
                value(Field.CONTEXT_LOCALE),
                value(Field.CONTEXT_SURVEY));
    }

    private void require(Field field) {
        require(field, field == Field.ID ? "an id" : "a time");
    }

    /** Whether the field is set; a missing one is a fault, unless a worse one of the same field is known. */
    private boolean require(Field field, String expected) {
        if (values[field.ordinal()] != null) {
            return true;
        }
        if (!hasFault(field)) {
            fault(field, "missing (expected: " + expected + ")");
        }
        return false;
    }

    private boolean hasFault(Field field) {
        return (faulty & bit(field)) != 0;
    }

    private static String ownFields(Feedback.Kind kind) {
        return String.join(
                ", ",
                Arrays.stream(Field.values())
                        .filter(field -> field.belongsTo(kind))
                        .map(Field::path)
                        .toList());
    }

    @SuppressWarnings("unchecked") // put and setText keep to the type of each field
    private <T> @Nullable T value(Field field) {
        return (T) values[field.ordinal()];
    }

    private <T> T known(Field field) {
        T value = value(field);
        if (value == null) {
            throw new IllegalStateException(field.path() + " is not known");
        }
        return value;
    }
}
