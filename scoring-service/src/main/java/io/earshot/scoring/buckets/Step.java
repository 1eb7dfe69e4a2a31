package io.earshot.scoring.buckets;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far the points of a trend lie apart, always cut in UTC. Steps are numbered like the buckets that they are made of. */
public enum Step {
    MINUTE("1m", Resolution.MINUTE),
    HOUR("1h", Resolution.HOUR),
    DAY("1d", Resolution.DAY),
    /** Calendar weeks, from Monday on, as ISO 8601 has them. */
    WEEK("7d", Resolution.DAY) {
        // the first Monday after 1970 began is its fifth day
        private static final long MONDAY = 4;
        private static final long DAYS = 7;

        @Override
        public long numberOf(Instant time) {
            return Math.floorDiv(super.numberOf(time) - MONDAY, DAYS);
        }

        @Override
        public Instant startOf(long number) {
            return super.startOf(number * DAYS + MONDAY);
        }
    },
    MONTH("1mo", Resolution.MONTH);

    private final String slug;
    private final Resolution resolution;

    Step(String slug, Resolution resolution) {
        this.slug = slug;
        this.resolution = resolution;
    }

    /** The name outside. */
    public String slug() {
        return slug;
    }

    /** The buckets that a whole step is read from. */
    public Resolution resolution() {
        return resolution;
    }

    /** The number of the step that holds the time. */
    public long numberOf(Instant time) {
        return resolution.bucketOf(time);
    }

    /** When the step begins. */
    public Instant startOf(long number) {
        return resolution.startOf(number);
    }

    /** How many steps hold some of the time from {@code from} up to {@code to}. */
    public long count(Instant from, Instant to) {
        return from.isBefore(to) ? numberOf(to.minusNanos(1)) - numberOf(from) + 1 : 0;
    }

    /** The step with that name. */
    public static Optional<Step> of(String slug) {
        return Stream.of(values()).filter(step -> step.slug.equals(slug)).findFirst();
    }

    /** The names, for messages. */
    public static String slugs(Stream<Step> steps) {
        return steps.map(Step::slug).collect(Collectors.joining(", "));
    }
}
