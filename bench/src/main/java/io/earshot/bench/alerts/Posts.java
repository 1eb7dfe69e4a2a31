package io.earshot.bench.alerts;

import java.util.Map;

/**
 * What became of posted items.
 *
 * @param accepted those that were answered with 202, by the numbers of their items
 * @param refused how many were answered with 503; they may have been kept all the same
 */
record Posts(Map<Long, Post> accepted, long refused) {

    /**
     * When a post was due and when it was answered, in the time of {@link System#nanoTime()}.
     */
    record Post(long due, long answered) {}

    /** These, where none may be refused. */
    Posts requireAll() {
        if (refused > 0) {
            throw new IllegalStateException(
                    refused + " of " + (accepted.size() + refused) + " posts got 503 (expected: 202 for each)");
        }
        return this;
    }

    /** How many items are in the topic at least. */
    long least() {
        return accepted.size();
    }

    /** How many there may be at most. */
    long most() {
        return accepted.size() + refused;
    }
}
