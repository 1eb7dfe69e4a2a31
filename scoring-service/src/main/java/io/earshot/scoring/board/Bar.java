package io.earshot.scoring.board;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Band;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A count among others that make a whole, and the way to the answers that were counted.
 *
 * @param id in the page
 * @param share of the whole, as people read it
 * @param width of the bar, in percent of the longest: {@code 31.4%}
 * @param tone {@code good}, {@code bad} or {@code same}
 * @param answers where they are
 */
record Bar(String id, String label, String count, String share, String width, String tone, Address answers) {

    private static final String NOTHING = "–";
    /** A bar that can be seen, in percent of the longest. */
    private static final double SHORTEST = 0.5;

    /** The points of the scale, the best first. */
    static List<Bar> points(Series series, Figures figures, Address address, Wording wording) {
        Map<String, Long> counts = figures.distribution();
        long longest = Collections.max(counts.values());
        List<Bar> bars = new ArrayList<>();
        for (int point = series.scale().high(); point >= series.scale().low(); point--) {
            String label = Integer.toString(point);
            long count = counts.getOrDefault(label, 0L);
            bars.add(new Bar(
                    "point-" + label,
                    series.metric() == Metric.REVIEW ? label + (point == 1 ? " star" : " stars") : label,
                    wording.count(count),
                    share(count, figures.answers(), wording),
                    width(count, longest),
                    tone(series, point),
                    address.with("minScore", point).with("maxScore", point)));
        }
        return bars;
    }

    /** The bands of the scale, the best first. */
    static List<Bar> bands(Series series, Figures figures, Address address, Wording wording) {
        List<Bar> bars = new ArrayList<>();
        for (Band band : Band.of(series)) {
            long count = figures.answers(band);
            bars.add(
                    0,
                    new Bar(
                            "band-" + band.low(),
                            capital(band.name()),
                            wording.count(count),
                            share(count, figures.answers(), wording),
                            width(count, figures.answers()),
                            tone(series, band.low()),
                            address.with("minScore", band.low()).with("maxScore", band.high())));
        }
        return bars;
    }

    /** What the messages of the button are about. */
    static List<Bar> categories(Figures figures, Address address, Wording wording) {
        Map<String, Long> counts = figures.categories();
        long longest = Collections.max(counts.values());
        List<Bar> bars = new ArrayList<>();
        for (Category category : Category.values()) {
            long count = counts.getOrDefault(category.slug(), 0L);
            bars.add(new Bar(
                    "category-" + category.slug(),
                    name(category),
                    wording.count(count),
                    share(count, figures.n(), wording),
                    width(count, longest),
                    "same",
                    address.with("segment", Dimension.CATEGORY.segment(category.slug()))));
        }
        return bars;
    }

    /** Whether nobody is counted. */
    public boolean nothing() {
        return width.equals("0.0%");
    }

    private static String name(Category category) {
        return capital(category.slug());
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Green is the best band, red the worst; what lies between, or is only rated, has no colour. */
    static String tone(Series series, int point) {
        List<Band> bands = Band.of(series);
        if (bands.get(bands.size() - 1).contains(point)) {
            return "good";
        }
        return bands.get(0).contains(point) ? "bad" : "same";
    }

    private static String share(long count, long whole, Wording wording) {
        return whole == 0 ? NOTHING : wording.share(count, whole);
    }

    private static String width(long count, long longest) {
        return longest == 0
                ? "0.0%"
                : String.format(Locale.ROOT, "%.1f%%", Math.max(count == 0 ? 0 : SHORTEST, 100.0 * count / longest));
    }
}
