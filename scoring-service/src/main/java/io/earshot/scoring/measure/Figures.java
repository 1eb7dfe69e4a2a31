package io.earshot.scoring.measure;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The figures that people read, made of the sums: shares from 0 to 100, means on the scale, NPS from -100 to 100, to three decimals; null
 * where nobody answered.
 *
 * <p>NPS after Reichheld, "The One Number You Need to Grow", Harvard Business Review, December 2003: the share of 9 and 10 minus the share
 * of 0 to 6.
 */
public final class Figures {

    private final Measures measures;
    private final Scale scale;

    /**
     * @param measures the sums; a negative one counts as 0. Where values of a dimension were counted together, a later record can take out of a
     *     segment what an earlier one had put under {@link Dimension#OTHER}.
     */
    public Figures(Measures measures) {
        this.measures = measures.atLeastZero();
        this.scale = measures.series().scale();
    }

    /** How many items there are; for the button with or without a rating. */
    public long n() {
        return isButton() ? submissions() : answers();
    }

    /** How many items have an answer on the scale: what the score is made of. */
    public long answers() {
        return answers(scale.low(), scale.high());
    }

    /** The headline figure of the metric. */
    public @Nullable Double score() {
        return switch (measures.series().metric()) {
            case NPS -> percent(best() - detractors());
            case CSAT -> percent(best());
            case CES, REVIEW, BUTTON -> average();
        };
    }

    /** The mean of the answers given. */
    public @Nullable Double average() {
        long sum = points().mapToLong(point -> point * measures.answers(point)).sum();
        return answers() == 0 ? null : rounded((double) sum / answers());
    }

    /** How sure the score is; in its units. */
    public @Nullable Interval interval() {
        if (answers() == 0) {
            return null;
        }
        return switch (measures.series().metric()) {
            case NPS -> Interval.of(net()).times(100);
            case CSAT -> Interval.ofShare(best(), answers()).times(100);
            case CES, REVIEW, BUTTON ->
                Interval.of(sample(), scale.low(), scale.high()).times(1);
        };
    }

    /** By how much the score is above that of others of the same series; null where either has none. */
    public @Nullable Double changeFrom(Figures others) {
        Double now = score();
        Double before = others.score();
        return now == null || before == null ? null : rounded(now - before);
    }

    /** Whether the score differs from that of others of the same series by more than chance explains; null where either has none. */
    public @Nullable Boolean isSignificantlyOtherThan(Figures others) {
        if (answers() == 0 || others.answers() == 0) {
            return null;
        }
        return switch (measures.series().metric()) {
            case NPS -> Significance.differ(net(), others.net());
            case CSAT -> Significance.sharesDiffer(best(), answers(), others.best(), others.answers());
            case CES, REVIEW, BUTTON -> Significance.meansDiffer(sample(), others.sample(), scale.low(), scale.high());
        };
    }

    /** The answers by point; names every point of the scale. */
    public Map<String, Long> distribution() {
        Map<String, Long> distribution = new LinkedHashMap<>();
        points().forEach(point -> distribution.put(Integer.toString(point), measures.answers(point)));
        return distribution;
    }

    /** What the score is made of, by the names of the contract. */
    public Map<String, Object> parts() {
        Map<String, Object> parts = new LinkedHashMap<>();
        switch (measures.series().metric()) {
            case NPS -> {
                parts.put("promoters", best());
                parts.put("passives", answers() - best() - detractors());
                parts.put("detractors", detractors());
            }
            case CSAT -> parts.put("satisfied", best());
            case CES -> {
                parts.put("agree", best());
                parts.put("agreePercent", percent(best()));
            }
            case REVIEW -> {
                parts.put("positive", best());
                parts.put("positivePercent", percent(best()));
            }
            case BUTTON -> {
                parts.put("categories", categories());
                parts.put("rated", answers());
            }
        }
        return parts;
    }

    /** The button's submissions by category, rated or not; names every category. */
    public Map<String, Long> categories() {
        Map<String, Long> categories = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            categories.put(category.slug(), measures.submissions(category));
        }
        return categories;
    }

    /** How many answers are in the band. */
    public long answers(Band band) {
        return answers(band.low(), band.high());
    }

    private NetShare net() {
        return new NetShare(best(), detractors(), answers());
    }

    private Sample sample() {
        return Sample.of(scale.low(), scale.high(), measures::answers);
    }

    private boolean isButton() {
        return measures.series().metric() == Metric.BUTTON;
    }

    private long submissions() {
        long sum = 0;
        for (Category category : Category.values()) {
            sum += measures.submissions(category);
        }
        return sum;
    }

    /** How many are promoters, satisfied, agree, gave 4 or 5 stars. */
    private long best() {
        return answers(Band.best(measures.series()));
    }

    private long detractors() {
        return answers(Band.of(measures.series()).get(0));
    }

    private long answers(int low, int high) {
        return IntStream.rangeClosed(low, high).mapToLong(measures::answers).sum();
    }

    private IntStream points() {
        return IntStream.rangeClosed(scale.low(), scale.high());
    }

    private @Nullable Double percent(long part) {
        return answers() == 0 ? null : rounded(100.0 * part / answers());
    }

    static double rounded(double figure) {
        return Math.round(figure * 1_000) / 1_000.0;
    }
}
