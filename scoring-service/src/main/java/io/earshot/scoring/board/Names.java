package io.earshot.scoring.board;

import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.Window;
import java.util.List;

/** What things are called on the board. */
final class Names {

    private Names() {}

    /** The metric, and its scale where that is not the usual one. */
    static String of(Series series) {
        String metric = switch (series.metric()) {
            case NPS -> "NPS";
            case CSAT -> "Satisfaction (CSAT)";
            case CES -> "Effort (CES)";
            case REVIEW -> "Reviews";
            case BUTTON -> "Feedback button";
        };
        return series.scale().equals(series.metric().defaultScale())
                ? metric
                : metric + ", " + series.scale().low() + " to " + series.scale().high();
    }

    /** What the figure says. */
    static String meaning(Series series) {
        return switch (series.metric()) {
            case NPS -> "Net Promoter Score: % promoters minus % detractors";
            case CSAT -> "% who are satisfied";
            case CES -> "Mean agreement with “it was easy”";
            case REVIEW -> "Mean stars";
            case BUTTON -> "Mean of the ratings given";
        };
    }

    static String of(Window window) {
        return switch (window) {
            case HOUR -> "1 hour";
            case DAY -> "24 hours";
            case WEEK -> "7 days";
            case MONTH -> "30 days";
            case QUARTER -> "90 days";
            case YEAR -> "365 days";
        };
    }

    static String of(Dimension dimension) {
        return switch (dimension) {
            case CHANNEL -> "Channel";
            case TOUCHPOINT -> "Touchpoint";
            case LOCALE -> "Locale";
            case ASPECT -> "Aspect";
            case SOURCE -> "Source";
            case SURVEY -> "Survey";
            case CATEGORY -> "Category";
            case PRODUCT -> "Product";
        };
    }

    static String of(Segment segment) {
        return of(segment.dimension()) + ": " + value(segment.value());
    }

    static String value(String value) {
        return value.equals(Dimension.OTHER) ? "all others together" : value;
    }

    /** By what the answers of a series can be split, the one that is shown first in front. */
    static List<Dimension> dimensions(Series series) {
        return switch (series.metric()) {
            case NPS, CSAT, CES ->
                List.of(
                        Dimension.TOUCHPOINT,
                        Dimension.PRODUCT,
                        Dimension.CHANNEL,
                        Dimension.ASPECT,
                        Dimension.LOCALE,
                        Dimension.SURVEY);
            case REVIEW ->
                List.of(
                        Dimension.PRODUCT,
                        Dimension.SOURCE,
                        Dimension.ASPECT,
                        Dimension.LOCALE,
                        Dimension.CHANNEL,
                        Dimension.TOUCHPOINT);
            case BUTTON ->
                List.of(
                        Dimension.CATEGORY,
                        Dimension.TOUCHPOINT,
                        Dimension.PRODUCT,
                        Dimension.CHANNEL,
                        Dimension.LOCALE);
        };
    }
}
