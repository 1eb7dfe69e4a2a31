package io.earshot.ingest.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * Items in a time, which may all come at once: the time is how long it takes until as many may come again.
 *
 * @param items 1 to 1,000,000,000
 * @param per 1 second to 1 day, in whole seconds
 */
record Rate(long items, Duration per) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})/(\\d{1,6}(?:s|m|h|d))");
    private static final long MOST_ITEMS = 1_000_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Reads {@code 120/1m}; empty text is no rate.
     *
     * @throws IllegalArgumentException naming the setting
     */
    static Optional<Rate> parse(String setting, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            long items = Long.parseLong(matcher.group(1));
            Duration per = DurationStyle.SIMPLE.parse(matcher.group(2));
            if (items >= 1 && items <= MOST_ITEMS && per.toSeconds() >= 1 && per.compareTo(LONGEST) <= 0) {
                return Optional.of(new Rate(items, per));
            }
        }
        throw new IllegalArgumentException(setting + ": \"" + text
                + "\" (expected: items/time such as 120/1m, 1 to 1000000000 items, 1s to 1d; or nothing for no limit)");
    }

    /** The same rate, with at least so many items at once. */
    Rate holding(long atLeast) {
        if (items >= atLeast) {
            return this;
        }
        long seconds = (per.toSeconds() * atLeast + items - 1) / items;
        return new Rate(atLeast, Duration.ofSeconds(seconds));
    }
}
