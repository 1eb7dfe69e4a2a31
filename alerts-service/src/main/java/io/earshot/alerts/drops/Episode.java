package io.earshot.alerts.drops;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A score that is low, from its fall until it has recovered: what a case tells of it, as {@code drop}. Scores have three decimals.
 *
 * @param from the score that it fell from. It stays: the window before slides, and would make a fall look like none once it holds the fall
 * @param score the score when people were last told of it
 * @param change from the one to the other, below 0
 * @param n how many answers that score is made of
 * @param previousN how many the score was made of that it fell from
 * @param since when the fall was seen
 * @param at as of when {@code score} is
 * @param endedAt when it had recovered, or become what is usual; null while it lasts
 */
record Episode(
        String metric,
        String scale,
        String window,
        double from,
        double score,
        double change,
        long n,
        long previousN,
        Instant since,
        Instant at,
        @Nullable Instant endedAt) {

    static Episode of(PublishedScore fallen) {
        PublishedScore.Before before = fallen.before();
        return new Episode(
                fallen.metric().slug(),
                fallen.scale().slug(),
                fallen.window(),
                before.score(),
                fallen.score(),
                fallen.change(),
                fallen.n(),
                before.n(),
                fallen.to(),
                fallen.to(),
                null);
    }

    /** The same fall, deeper. */
    Episode told(PublishedScore now) {
        return new Episode(
                metric,
                scale,
                window,
                from,
                now.score(),
                Judgement.thousandths(now.score() - from) / 1_000.0,
                now.n(),
                previousN,
                since,
                now.to(),
                endedAt);
    }

    Episode ended(Instant when) {
        return new Episode(metric, scale, window, from, score, change, n, previousN, since, at, when);
    }

    boolean isOver() {
        return endedAt != null;
    }

    /** The last moment of which it knows: what is older has been seen, or comes too late. */
    Instant known() {
        return endedAt == null || endedAt.isBefore(at) ? at : endedAt;
    }
}
