package io.earshot.scoring.query;

import io.earshot.scoring.buckets.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rolling windows: up to a moment, from the begin of the bucket that holds that moment minus the length. */
public enum Window {
    HOUR("1h", Duration.ofHours(1), Resolution.MINUTE),
    DAY("24h", Duration.ofHours(24), Resolution.HOUR),
    WEEK("7d", Duration.ofDays(7), Resolution.HOUR),
    MONTH("30d", Duration.ofDays(30), Resolution.DAY),
    QUARTER("90d", Duration.ofDays(90), Resolution.DAY),
    YEAR("365d", Duration.ofDays(365), Resolution.DAY);

    private final String slug;
    private final Duration length;
    private final Resolution begin;

    Window(String slug, Duration length, Resolution begin) {
        this.slug = slug;
        this.length = length;
        this.begin = begin;
    }

    public String slug() {
        return slug;
    }

    Duration length() {
        return length;
    }

    Instant from(Instant at) {
        return begin.floor(at.minus(length));
    }

    /** The window with that slug. */
    public static Optional<Window> of(String slug) {
        return Stream.of(values()).filter(window -> window.slug.equals(slug)).findFirst();
    }

    /** The slugs of all windows, for messages. */
    public static String slugs() {
        return Stream.of(values()).map(Window::slug).collect(Collectors.joining(", "));
    }
}
