package io.earshot.local.launcher;

import java.time.Duration;

/** How long to wait before a part that died is started again: 1 s, doubled each time up to 30 s, and 1 s again once it has run for a minute. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** @param ran how long the part ran before it died */
    Duration after(Duration ran) {
        if (ran.compareTo(HEALTHY) >= 0) {
            next = FIRST;
        }
        Duration delay = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return delay;
    }
}
