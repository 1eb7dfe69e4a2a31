package io.earshot.alerts.deliveries;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again. Each wait is stretched by up to a tenth, at random, so that what failed together does not come back together.
 *
 * @param waits before each attempt, the first included
 */
record RetrySchedule(List<Duration> waits, RandomGenerator random) {

    private static final double JITTER = 0.1;

    /**
     * The wait before the next attempt, empty if there is none.
     *
     * @param made how many attempts were made, 0 or more
     */
    Optional<Duration> next(int made) {
        if (made >= waits.size()) {
            return Optional.empty();
        }
        long millis = waits.get(made).toMillis();
        return Optional.of(Duration.ofMillis(millis + Math.round(millis * JITTER * random.nextDouble())));
    }
}
