package io.earshot.feedback;

import org.jspecify.annotations.Nullable;

/**
 * A review, from the shop itself or from a review site.
 *
 * @param rating 1 to 5 stars
 * @param title at most 500 characters
 * @param source where it was written, a slug: {@code storefront}, {@code google}, …
 */
public record Review(
        Submission submission,
        int rating,
        @Nullable String title,
        @Nullable String source) implements Feedback {

    public Review {
        Field.RATING.require((long) rating);
        Field.TITLE.require(title);
        Field.SOURCE.require(source);
    }

    @Override
    public Kind kind() {
        return Kind.REVIEW;
    }
}
