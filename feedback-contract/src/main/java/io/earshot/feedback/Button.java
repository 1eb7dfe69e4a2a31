package io.earshot.feedback;

import org.jspecify.annotations.Nullable;

/**
 * A submission of the feedback button; its comment is never missing.
 *
 * @param category what it is about
 * @param rating 1 to 5, null if none was given
 */
public record Button(
        Submission submission, Category category, @Nullable Integer rating) implements Feedback {

    public Button {
        if (submission.comment() == null) {
            throw new IllegalArgumentException("comment: missing (expected: text)");
        }
        if (rating != null) {
            Field.RATING.require(rating.longValue());
        }
    }

    @Override
    public Kind kind() {
        return Kind.BUTTON;
    }
}
