package io.earshot.feedback;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a submission of the feedback button is about. The order is part of the stored scores: only ever add at the end. */
public enum Category {
    BUG,
    COMPLAINT,
    IDEA,
    QUESTION,
    PRAISE,
    OTHER;

    private static final Map<String, Category> BY_SLUG =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Category::slug, category -> category));

    private final String slug = name().toLowerCase(Locale.ROOT);

    /** The name outside, lower case. */
    public String slug() {
        return slug;
    }

    public static Optional<Category> of(String slug) {
        return Optional.ofNullable(BY_SLUG.get(slug));
    }

    static String slugs() {
        return Stream.of(values()).map(Category::slug).collect(Collectors.joining(", "));
    }
}
