package io.earshot.scoring.query;

import io.earshot.feedback.Fault;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import io.earshot.scoring.access.AccessFilter;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The parameters of a request about scores, and what is wrong with them. */
public final class QueryParameters {

    private static final Set<String> OF_EVERY_SCORE =
            Set.of("metric", "scale", "window", "at", "from", "to", "segment");
    private static final Window DEFAULT_WINDOW = Window.MONTH;
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private final MultiValueMap<String, String> parameters;
    private final Set<String> names;
    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param more the parameters there are besides those of every question about a score
     */
    public QueryParameters(MultiValueMap<String, String> parameters, Set<String> more, Clock clock) {
        this(parameters, clock, new TreeSet<>(OF_EVERY_SCORE));
        this.names.addAll(more);
    }

    private QueryParameters(MultiValueMap<String, String> parameters, Clock clock, Set<String> names) {
        this.parameters = parameters;
        this.names = names;
        this.now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The parameters of a question that is not about a score: these and no others. */
    public static QueryParameters only(Set<String> names, MultiValueMap<String, String> parameters, Clock clock) {
        return new QueryParameters(parameters, clock, new TreeSet<>(names));
    }

    /** As if there were no such parameter. */
    QueryParameters without(String name) {
        names.remove(name);
        return this;
    }

    /**
     * Reads a question.
     *
     * @param reading makes the question, or says what is wrong and gives null
     * @throws BadQueryException naming every fault and what there is
     */
    public <T> T parse(Function<QueryParameters, @Nullable T> reading) {
        for (String name : new TreeSet<>(parameters.keySet())) {
            if (name.equals(AccessFilter.KEY)) {
                // was looked at before, and is in no message
                continue;
            }
            if (!names.contains(name)) {
                fault(name, "unknown parameter (expected: one of " + String.join(", ", names) + ")");
            } else if (parameters.get(name).size() > 1) {
                fault(name, "given " + parameters.get(name).size() + " times (expected: once)");
            }
        }
        T question = reading.apply(this);
        if (question == null || !faults.isEmpty()) {
            throw new BadQueryException(faults);
        }
        return question;
    }

    /** The question about one score, null where something is wrong with it. */
    public @Nullable ScoreQuery query() {
        Series series = series();
        Segment segment = segment();
        TimeRange range = range();
        return series == null || range == null ? null : new ScoreQuery(series, segment, range);
    }

    @Nullable
    Series series() {
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

    @Nullable
    TimeRange range() {
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
            fault("at", at + " (expected: at most 5 minutes after " + now + ")");
        } else if (window == Window.HOUR && at.isBefore(now.minus(Duration.ofHours(1)))) {
            fault("at", at + " (expected: at most an hour before " + now + " for the window 1h)");
        }
        return window == null ? null : TimeRange.of(window, at, now);
    }

    /** The time of a parameter, null where it is missing or, as is said then, none that can be. */
    public @Nullable Instant time(String name) {
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

    /** The value of a parameter, null where it is missing or empty. */
    public @Nullable String value(String name) {
        String value = parameters.getFirst(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A value as messages show it. */
    public static String shown(@Nullable String value) {
        if (value == null) {
            return "missing";
        }
        return '"' + (value.length() <= 60 ? value : value.substring(0, 60) + "…") + '"';
    }

    /** Says what is wrong with a parameter. */
    public void fault(String field, String message) {
        faults.add(new Fault(field, message));
    }
}
