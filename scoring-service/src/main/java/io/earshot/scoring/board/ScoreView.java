package io.earshot.scoring.board;

import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Interval;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.QueryProperties;
import io.earshot.scoring.query.Score;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A score as it is shown.
 *
 * @param key of its series, {@code nps/0-10}
 * @param score the figure, null where there are not enough answers to go by it
 * @param unit what follows the figure; may be empty
 * @param shortage what is said instead where there are not enough answers, else null
 * @param interval where the score would lie if everybody had answered, null where there is no figure
 * @param answers how many there are
 * @param change how it changed, null where there is no figure
 * @param before the score of the time before
 * @param state what a change of is news, as JSON; the script of the page makes the same of an event
 * @param said what is read out when the score changes
 * @param incomplete whether some answers of the segment may be missing
 */
record ScoreView(
        String key,
        String name,
        String meaning,
        @Nullable String score,
        String unit,
        @Nullable String shortage,
        @Nullable String interval,
        String answers,
        @Nullable ChangeText change,
        String before,
        String state,
        String said,
        boolean incomplete) {

    /**
     * @param enough says how many answers are enough to go by a score
     */
    static ScoreView of(Score score, QueryProperties enough, Wording wording) {
        Series series = score.query().series();
        Figures figures = score.figures();
        Double shown = enough.isEnough(figures) ? figures.score() : null;
        String number = shown == null ? null : wording.score(series, shown);
        String answers = answers(series, figures, wording);
        String shortage = shown == null ? shortage(series, figures, enough.minimumAnswers(), wording) : null;
        return new ScoreView(
                series.key(),
                Names.of(series),
                Names.meaning(series),
                number,
                wording.unit(series),
                shortage,
                shown == null ? null : interval(series, figures.interval(), wording),
                answers,
                shown == null ? null : ChangeText.of(score, wording),
                before(series, score.before(), enough, wording),
                state(score),
                Names.of(series) + ": " + (number == null ? shortage : (number + " " + wording.unit(series)).strip())
                        + ", " + answers,
                !score.complete());
    }

    /** {@code Not enough answers yet (12 of 30)}. */
    static String shortage(Series series, Figures figures, int minimum, Wording wording) {
        String noun = series.metric() == Metric.BUTTON ? "ratings" : "answers";
        return "Not enough " + noun + " yet (" + wording.count(figures.answers()) + " of " + wording.count(minimum)
                + ")";
    }

    static String answers(Series series, Figures figures, Wording wording) {
        return switch (series.metric()) {
            case NPS, CSAT, CES -> wording.count(figures.n(), "answer");
            case REVIEW -> wording.count(figures.n(), "review");
            case BUTTON ->
                wording.count(figures.n(), "message") + ", " + wording.count(figures.answers()) + " with a rating";
        };
    }

    static @Nullable String interval(Series series, @Nullable Interval interval, Wording wording) {
        return interval == null
                ? null
                : wording.score(series, interval.low()) + " to " + wording.score(series, interval.high());
    }

    private static String before(Series series, Figures before, QueryProperties enough, Wording wording) {
        Double score = enough.isEnough(before) ? before.score() : null;
        return score == null
                ? answers(series, before, wording)
                : wording.score(series, score) + ", " + answers(series, before, wording);
    }

    private static String state(Score score) {
        Figures figures = score.figures();
        Figures before = score.before();
        return Arrays.asList(figures.n(), figures.score(), figures.average(), before.n(), before.score())
                .toString();
    }
}
