package io.earshot.alerts.posted;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spans of time as people write them, {@code 4h}, and as ISO 8601 has them, {@code PT4H}: a minute to 90 days. */
public final class Spans {

    public static final String EXPECTED = "1m to 90d, written 30m, 4h, 2d or PT4H";

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,7})([smhd])");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    private Spans() {}

    /** Empty if it is none, or shorter or longer. */
    public static Optional<Duration> read(String text) {
        return parse(text.strip())
                .filter(duration -> duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> parse(String text) {
        Matcher simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
        if (simple.matches()) {
            long count = Long.parseLong(simple.group(1));
            return Optional.of(
                    switch (simple.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** In the largest unit up to hours that leaves no rest. */
    public static @Nullable String write(@Nullable Duration duration) {
        if (duration == null) {
            return null;
        }
        if (duration.toNanosPart() > 0) {
            return duration.toString();
        }
        if (duration.toSecondsPart() > 0) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutesPart() > 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }
}
