package io.earshot.scoring.measure;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A metric on one of its scales: what is never mixed. There is one object for each, so they compare by identity.
 *
 * <p>The sums of a series are a vector: the answers by point of the scale, from the lowest up; for the button then the submissions by
 * category.
 */
public final class Series {

    private static final List<Series> ALL = make();

    private final Metric metric;
    private final Scale scale;
    private final String key;
    private final int width;

    private Series(Metric metric, Scale scale) {
        this.metric = metric;
        this.scale = scale;
        this.key = metric.slug() + '/' + scale.slug();
        this.width = scale.points() + (metric == Metric.BUTTON ? Category.values().length : 0);
    }

    private static List<Series> make() {
        List<Series> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            metric.scales().forEach(scale -> all.add(new Series(metric, scale)));
        }
        return List.copyOf(all);
    }

    /**
     * @throws NoSuchElementException if the metric is not asked on that scale
     */
    public static Series of(Metric metric, Scale scale) {
        for (Series series : ALL) {
            if (series.metric == metric && series.scale.equals(scale)) {
                return series;
            }
        }
        throw new NoSuchElementException(metric.slug() + " on " + scale.slug());
    }

    /**
     * The series with that {@link #key() key}.
     *
     * @throws NoSuchElementException if there is none
     */
    public static Series of(String key) {
        for (Series series : ALL) {
            if (series.key.equals(key)) {
                return series;
            }
        }
        throw new NoSuchElementException(key);
    }

    /** All there are. */
    public static List<Series> all() {
        return ALL;
    }

    public Metric metric() {
        return metric;
    }

    public Scale scale() {
        return scale;
    }

    /** The name in the database, {@code nps/0-10}. */
    public String key() {
        return key;
    }

    int width() {
        return width;
    }

    @Override
    public String toString() {
        return key;
    }
}
