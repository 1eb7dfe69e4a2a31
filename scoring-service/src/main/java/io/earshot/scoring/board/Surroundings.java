package io.earshot.scoring.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Metric;
import io.earshot.scoring.board.SegmentsView.Choice;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.ScoreQuery;
import io.earshot.scoring.query.TimeRange;
import io.earshot.scoring.query.Window;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * What stands around the figures: which time and which segment they are about, and the ways to others.
 *
 * @param time the time, as people read it
 * @param segment what the figures are only about, null for all answers
 * @param everything the page without the segment
 * @param home the page of all scores
 * @param streams where changes of the figures are told, separated by spaces; empty for a time that is over
 */
record Surroundings(
        List<Choice> windows,
        List<Choice> metrics,
        String time,
        @Nullable String segment,
        Address everything,
        Address home,
        String streams) {

    private static final Set<String> OF_ALL = Set.of("window", "from", "to", "segment");

    /**
     * @param address of the page
     * @param query of one of the scores on it
     * @param shown the series on it
     * @param opened the one series that the page is about, null if it is about all
     */
    static Surroundings of(
            Address address, ScoreQuery query, Collection<Series> shown, @Nullable Series opened, Wording wording) {
        TimeRange range = query.range();
        Segment segment = query.segment();
        Address home = address.only(OF_ALL);
        return new Surroundings(
                Stream.of(Window.values())
                        .map(window -> new Choice(
                                window.slug(),
                                Names.of(window),
                                window == range.window(),
                                address.without("from", "to").with("window", window.slug())))
                        .toList(),
                Stream.of(Metric.values())
                        .map(metric -> Series.of(metric, metric.defaultScale()))
                        .map(series -> new Choice(series.key(), Names.of(series), series == opened, home.with(series)))
                        .toList(),
                wording.between(range.from(), range.to()),
                segment == null ? null : Names.of(segment),
                address.without("segment"),
                home,
                range.window() == null ? "" : streams(range.window(), segment, shown, opened));
    }

    /** One stream for the metrics on their usual scales, and one for each other scale: a stream takes but one of these. */
    private static String streams(
            Window window, @Nullable Segment segment, Collection<Series> shown, @Nullable Series opened) {
        String rest = "window=" + window.slug()
                + (segment == null ? "" : "&segment=" + UriUtils.encode(segment.name(), UTF_8));
        if (opened != null) {
            return stream(opened, rest);
        }
        return Stream.concat(
                        Stream.of("/v1/scores/stream?" + rest),
                        shown.stream()
                                .filter(series ->
                                        !series.scale().equals(series.metric().defaultScale()))
                                .map(series -> stream(series, rest)))
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    private static String stream(Series series, String rest) {
        return "/v1/scores/stream?metric=" + series.metric().slug() + "&scale="
                + series.scale().slug() + "&" + rest;
    }
}
