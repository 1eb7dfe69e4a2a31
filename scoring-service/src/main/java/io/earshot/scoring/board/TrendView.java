package io.earshot.scoring.board;

import io.earshot.scoring.buckets.Step;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Interval;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.Trend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a score went, as a table; the chart is drawn from it.
 *
 * @param step what a point is about
 * @param low the least that the score can be
 * @param high the most that the score can be
 * @param times whether points are told by their time of day
 */
record TrendView(String name, String step, int low, int high, boolean times, List<Row> rows) {

    /**
     * A point.
     *
     * @param second of its begin, since 1970
     * @param figure the score, empty if there is none
     * @param low of the interval, empty if there is none
     * @param high of the interval, empty if there is none
     * @param answers where they are, null where the list of answers knows no such time
     */
    record Row(
            long second,
            String figure,
            String low,
            String high,
            String time,
            String score,
            String interval,
            String count,
            @Nullable Address answers) {}

    static TrendView of(Trend trend, Address address, Wording wording) {
        Series series = trend.query().score().series();
        Step step = trend.query().step();
        boolean share = series.metric() == io.earshot.feedback.Metric.CSAT;
        boolean net = series.metric() == io.earshot.feedback.Metric.NPS;
        return new TrendView(
                Names.of(series),
                name(step),
                net ? -100 : share ? 0 : series.scale().low(),
                net || share ? 100 : series.scale().high(),
                step == Step.MINUTE || step == Step.HOUR,
                trend.points().stream()
                        .map(point -> row(series, step, point, address, wording))
                        .toList());
    }

    private static Row row(Series series, Step step, Trend.Point point, Address address, Wording wording) {
        Figures figures = point.figures();
        Double score = figures.score();
        Interval interval = figures.interval();
        boolean byTime = step == Step.MINUTE || step == Step.HOUR;
        return new Row(
                point.from().getEpochSecond(),
                score == null ? "" : score.toString(),
                interval == null ? "" : Double.toString(interval.low()),
                interval == null ? "" : Double.toString(interval.high()),
                byTime ? wording.time(point.from()) : wording.day(point.from()),
                score == null ? "–" : wording.score(series, score),
                interval == null ? "–" : String.valueOf(ScoreView.interval(series, interval, wording)),
                wording.count(figures.n()),
                // answers are listed by whole hours
                step == Step.MINUTE || figures.n() == 0
                        ? null
                        : address.without("window").with("from", point.from()).with("to", point.to()));
    }

    private static String name(Step step) {
        return switch (step) {
            case MINUTE -> "minute";
            case HOUR -> "hour";
            case DAY -> "day";
            case WEEK -> "week";
            case MONTH -> "month";
        };
    }
}
