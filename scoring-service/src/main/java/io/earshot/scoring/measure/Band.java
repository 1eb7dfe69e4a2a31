package io.earshot.scoring.measure;

import java.util.List;

/**
 * The points of a scale that count alike.
 *
 * @param name what people call those who answered so
 * @param low the lowest point
 * @param high the highest point
 */
public record Band(String name, int low, int high) {

    /** The bands of a series, from the lowest up; together they are the scale. */
    public static List<Band> of(Series series) {
        int low = series.scale().low();
        int high = series.scale().high();
        return switch (series.metric()) {
            case NPS ->
                List.of(new Band("detractors", low, 6), new Band("passives", 7, 8), new Band("promoters", 9, high));
            // the upper two fifths of the scale: 4 and 5 of 5, 7 to 10 of 10
            case CSAT -> split(series, "not satisfied", high - series.scale().points() * 2 / 5 + 1, "satisfied");
            // 5 to 7 of 7, 4 and 5 of 5
            case CES -> split(series, "do not agree", high / 2 + 2, "agree");
            case REVIEW -> split(series, "3 stars or fewer", 4, "4 or 5 stars");
            case BUTTON -> split(series, "rated 3 or lower", 4, "rated 4 or 5");
        };
    }

    private static List<Band> split(Series series, String below, int from, String above) {
        return List.of(
                new Band(below, series.scale().low(), from - 1),
                new Band(above, from, series.scale().high()));
    }

    /** The band of the best answers. */
    static Band best(Series series) {
        List<Band> bands = of(series);
        return bands.get(bands.size() - 1);
    }

    /** Whether the point is in the band. */
    public boolean contains(int point) {
        return point >= low && point <= high;
    }
}
