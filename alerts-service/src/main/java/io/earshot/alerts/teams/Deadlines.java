package io.earshot.alerts.teams;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Until when a team has time. */
@Component
public final class Deadlines {

    /** The moment at which so much time has gone by. */
    public Instant after(String store, @Nullable String team, Instant from, Duration time) {
        return from.plus(time);
    }
}
