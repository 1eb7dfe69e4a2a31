package io.earshot.alerts.drops;

import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule of its own kind: a score to keep an eye on, and when a fall of it calls for a case.
 *
 * @param name what people call it; the case names it as its rule
 * @param window over which the score is taken, compared with the one before
 * @param minimumAnswers so many there must be in both windows, at least 1
 * @param leastFall a smaller one is none: points of NPS, percent of CSAT, of the others the mean
 * @param severity of the case
 * @param team who is to see to it, null for nobody in particular
 * @param due how long they have, null for what is usual at that severity
 * @param escalateAfter how long after that the team's lead is told, null for as long again
 */
record Watch(
        String name,
        Metric metric,
        Scale scale,
        String window,
        long minimumAnswers,
        double leastFall,
        Severity severity,
        @Nullable String team,
        @Nullable Duration due,
        @Nullable Duration escalateAfter) {

    static final String USUAL_WINDOW = "7d";
    static final int USUAL_MINIMUM = 30;

    /** What a store watches that said nothing else. */
    static final List<Watch> OUT_OF_THE_BOX = Stream.of(Metric.NPS, Metric.CSAT, Metric.CES, Metric.REVIEW)
            .map(metric -> new Watch(
                    metric.slug() + "-drop",
                    metric,
                    metric.defaultScale(),
                    USUAL_WINDOW,
                    USUAL_MINIMUM,
                    usualFall(metric),
                    Severity.HIGH,
                    null,
                    null,
                    null))
            .toList();

    /** With many answers, changes that nobody feels are significant, too. */
    static double usualFall(Metric metric) {
        return switch (metric) {
            case NPS, CSAT -> 5;
            case CES -> 0.3;
            case REVIEW, BUTTON -> 0.2;
        };
    }

    /** Which score it is about, as {@link PublishedScore#name()} has it. */
    String score() {
        return PublishedScore.name(metric, scale, window);
    }

    Flag flag() {
        return new Flag(name, severity, team, due, escalateAfter);
    }
}
