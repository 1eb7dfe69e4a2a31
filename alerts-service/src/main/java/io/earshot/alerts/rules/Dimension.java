package io.earshot.alerts.rules;

import io.earshot.feedback.Context;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Review;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What items are told apart by; the names are those of the scores' segments. */
public enum Dimension {
    CHANNEL(Context::channel),
    TOUCHPOINT(Context::touchpoint),
    PRODUCT(Context::product),
    /** {@code sv} covers {@code sv-SE} as well, in upper or lower case. */
    LOCALE(Context::locale),
    ASPECT(Context::aspect),
    /** Where a review was written; no other kind has one. */
    SOURCE(context -> null),
    SURVEY(Context::survey);

    private final String slug = name().toLowerCase(Locale.ROOT);
    private final Function<Context, @Nullable String> value;

    Dimension(Function<Context, @Nullable String> value) {
        this.value = value;
    }

    /** The name outside, lower case. */
    public String slug() {
        return slug;
    }

    public static Optional<Dimension> of(String slug) {
        return Stream.of(values())
                .filter(dimension -> dimension.slug.equals(slug))
                .findFirst();
    }

    /** All names, for a message. */
    public static String slugs() {
        return Stream.of(values()).map(Dimension::slug).collect(Collectors.joining(", "));
    }

    @Nullable
    String of(Feedback item) {
        if (this == SOURCE) {
            return item instanceof Review review ? review.source() : null;
        }
        return value.apply(item.context());
    }

    boolean covers(String asked, String has) {
        if (this != LOCALE) {
            return asked.equals(has);
        }
        String language = asked.replace('_', '-');
        String given = has.replace('_', '-');
        return given.regionMatches(true, 0, language, 0, language.length())
                && (given.length() == language.length() || given.charAt(language.length()) == '-');
    }
}
