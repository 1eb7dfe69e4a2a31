package io.earshot.feedback;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One item of feedback. Every value of this type keeps the limits of the contract: a constructor refuses anything else. */
public sealed interface Feedback permits Survey, Review, Button {

    /** What every kind carries. */
    Submission submission();

    Kind kind();

    default String id() {
        return submission().id();
    }

    default int revision() {
        return submission().revision();
    }

    default Instant occurredAt() {
        return submission().occurredAt();
    }

    default @Nullable String comment() {
        return submission().comment();
    }

    default @Nullable Customer customer() {
        return submission().customer();
    }

    default Context context() {
        return submission().context();
    }

    /** Which fields an item has, by its {@code kind}. */
    enum Kind {
        SURVEY,
        REVIEW,
        BUTTON;

        private static final Map<String, Kind> BY_SLUG =
                Stream.of(values()).collect(Collectors.toUnmodifiableMap(Kind::slug, kind -> kind));

        private final String slug = name().toLowerCase(Locale.ROOT);

        /** The name outside, lower case. */
        public String slug() {
            return slug;
        }

        public static Optional<Kind> of(String slug) {
            return Optional.ofNullable(BY_SLUG.get(slug));
        }
    }
}
