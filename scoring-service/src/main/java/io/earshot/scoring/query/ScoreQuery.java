package io.earshot.scoring.query;

import io.earshot.feedback.Fault;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A question about one score.
 *
 * @param segment null for all items
 */
public record ScoreQuery(Series series, @Nullable Segment segment, TimeRange range) {

    private static final Set<String> PARAMETERS = Set.of("metric", "scale", "window", "at", "from", "to", "segment");
    private static final Window DEFAULT_WINDOW = Window.MONTH;
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    /**
     * Reads the question from the parameters of a request.
     *
     * @throws BadQueryException naming every fault and what there is
     */
    static ScoreQuery parse(MultiValueMap<String, String> parameters, Clock clock) {
        return new Parser(parameters, clock.instant().truncatedTo(ChronoUnit.MILLIS), new ArrayList<>()).parse();
    }

    /**
     * The question that {@code window} up to a moment asks.
     *
     * @param at the end of the window, at most an hour before now for {@link Window#HOUR}
     */
    public static ScoreQuery of(Series series, @Nullable Segment segment, Window window, Instant at, Instant now) {
        return new ScoreQuery(series, segment, TimeRange.of(window, at, now));
    }

    private record Parser(MultiValueMap<String, String> parameters, Instant now, List<Fault> faults) {

        ScoreQuery parse() {
            for (String name : new TreeSet<>(parameters.keySet())) {
                if (!PARAMETERS.contains(name)) {
                    fault(
                            name,
                            "unknown parameter (expected: one of "
                                    + PARAMETERS.stream().sorted().collect(Collectors.joining(", ")) + ")");
                } else if (parameters.get(name).size() > 1) {
                    fault(name, "given " + parameters.get(name).size() + " times (expected: once)");
                }
            }
            Series series = series();
            Segment segment = segment();
            TimeRange range = range();
            if (series == null || range == null || !faults.isEmpty()) {
                throw new BadQueryException(faults);
            }
            return new ScoreQuery(series, segment, range);
        }

        private @Nullable Series series() {
            String expected = Stream.of(Metric.values()).map(Metric::slug).collect(Collectors.joining(", "));
            String slug = value("metric");
            Metric metric = slug == null ? null : Metric.of(slug).orElse(null);
            if (metric == null) {
                fault("metric", shown(slug) + " (expected: " + expected + ")");
                return null;
            }
            String scaleSlug = value("scale");
            Scale scale = scaleSlug == null
                    ? metric.defaultScale()
                    : metric.scale(scaleSlug).orElse(null);
            if (scale == null) {
                fault("scale", shown(scaleSlug) + " (expected: " + metric.scaleSlugs() + " for " + metric.slug() + ")");
                return null;
            }
            return Series.of(metric, scale);
        }

        private @Nullable Segment segment() {
            String name = value("segment");
            Segment segment = name == null ? null : Segment.of(name).orElse(null);
            if (name != null && segment == null) {
                fault("segment", shown(name) + " (expected: DIMENSION:VALUE with one of " + Dimension.slugs() + ")");
            }
            return segment;
        }

        private @Nullable TimeRange range() {
            Instant from = time("from");
            Instant to = time("to");
            if (value("from") == null && value("to") == null) {
                return window();
            }
            if (value("window") != null || value("at") != null) {
                fault("window", "together with from or to (expected: either a window or from and to)");
            } else if (value("from") == null) {
                fault("from", "missing (expected: a time before to)");
            } else if (from != null && (to != null || value("to") == null)) {
                Instant end = to == null ? now : to;
                if (from.isBefore(end)) {
                    return TimeRange.between(from, end);
                }
                fault("from", from + " (expected: before " + end + ")");
            }
            return null;
        }

        private @Nullable TimeRange window() {
            String slug = value("window");
            Window window = slug == null ? DEFAULT_WINDOW : Window.of(slug).orElse(null);
            if (window == null) {
                fault("window", shown(slug) + " (expected: " + Window.slugs() + ")");
            }
            Instant given = time("at");
            Instant at = given == null ? now : given;
            if (at.isAfter(now.plus(MOST_AHEAD))) {
                fault("at", at + " (expected: not after " + now + ")");
            } else if (window == Window.HOUR && at.isBefore(now.minus(Duration.ofHours(1)))) {
                fault("at", at + " (expected: at most an hour before " + now + " for the window 1h)");
            }
            return window == null ? null : TimeRange.of(window, at, now);
        }

        private @Nullable Instant time(String name) {
            String text = value(name);
            if (text == null) {
                return null;
            }
            try {
                Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
                if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                    return time;
                }
                fault(name, time + " (expected: from " + EARLIEST + " to " + LATEST + ")");
            } catch (DateTimeException e) {
                fault(name, shown(text) + " (expected: an RFC 3339 time such as 2026-11-21T10:15:00Z)");
            }
            return null;
        }

        private @Nullable String value(String name) {
            String value = parameters.getFirst(name);
            return value == null || value.isEmpty() ? null : value;
        }

        private static String shown(@Nullable String value) {
            if (value == null) {
                return "missing";
            }
            return '"' + (value.length() <= 60 ? value : value.substring(0, 60) + "…") + '"';
        }

        private void fault(String field, String message) {
            faults.add(new Fault(field, message));
        }
    }
}
