package io.earshot.bench.streams;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** How long the bucket of a row is, cut in UTC. */
enum Resolution {
    MINUTE(60),
    HOUR(3_600),
    DAY(86_400),
    MONTH(0);

    private final long seconds;
    private final String slug = name().toLowerCase(Locale.ROOT);

    Resolution(long seconds) {
        this.seconds = seconds;
    }

    /** The number of the bucket that holds the time. */
    long bucketOf(Instant time) {
        if (this == MONTH) {
            LocalDate date = LocalDate.ofEpochDay(DAY.bucketOf(time));
            return (date.getYear() - 1970) * 12L + date.getMonthValue() - 1;
        }
        return Math.floorDiv(time.getEpochSecond(), seconds);
    }

    /** Which buckets share a Cassandra partition: a day of minutes, a month of hours, a year of days, all months. */
    long eraOf(long bucket) {
        return switch (this) {
            case MINUTE -> Math.floorDiv(bucket, 1_440);
            case HOUR -> MONTH.bucketOf(Instant.ofEpochSecond(bucket * seconds));
            case DAY ->
                Instant.ofEpochSecond(bucket * seconds).atZone(ZoneOffset.UTC).getYear();
            case MONTH -> 0;
        };
    }

    /** The name in the database. */
    String slug() {
        return slug;
    }
}
