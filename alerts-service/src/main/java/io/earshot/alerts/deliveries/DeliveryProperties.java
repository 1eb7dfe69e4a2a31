package io.earshot.alerts.deliveries;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries are tried.
 *
 * @param retrySchedule the wait before each attempt, the first included; as many attempts as entries, 1 to 50
 * @param timeout how long an endpoint may take to answer, over 0 to 60 s
 * @param lease for how long an attempt belongs to the instance that claimed it, queueing included; longer than the timeout
 * @param concurrency how many attempts to one channel may be under way at once in an instance, 1 to 100
 * @param logRetention how long the log of deliveries names one, 1 to 400 days
 */
@ConfigurationProperties("earshot.alerts.deliveries")
record DeliveryProperties(
        List<Duration> retrySchedule,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("25s") Duration lease,
        @DefaultValue("8") int concurrency,
        @DefaultValue("30d") Duration logRetention) {

    private static final int MOST_ATTEMPTS = 50;
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_AT_ONCE = 100;
    private static final Duration SHORTEST_LOG = Duration.ofDays(1);
    private static final Duration LONGEST_LOG = Duration.ofDays(400);

    DeliveryProperties {
        retrySchedule = List.copyOf(retrySchedule);
        if (retrySchedule.isEmpty() || retrySchedule.size() > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "retry-schedule: " + retrySchedule.size() + " entries (expected: 1 to " + MOST_ATTEMPTS + ")");
        }
        if (retrySchedule.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("retry-schedule: " + retrySchedule + " (expected: no negative wait)");
        }
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0, at most 60 s)");
        }
        if (lease.compareTo(timeout) <= 0) {
            throw new IllegalArgumentException("lease: " + lease + " (expected: > the timeout, " + timeout + ")");
        }
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "concurrency: " + concurrency + " (expected: 1 to " + MOST_AT_ONCE + ")");
        }
        if (logRetention.compareTo(SHORTEST_LOG) < 0 || logRetention.compareTo(LONGEST_LOG) > 0) {
            throw new IllegalArgumentException("log-retention: " + logRetention + " (expected: 1 to 400 days)");
        }
    }
}
