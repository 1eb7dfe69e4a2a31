package io.earshot.alerts.teams;

import io.earshot.alerts.store.StoreAwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Until when a team has time: only its business hours count, where it has some. */
public final class Deadlines {

    private final BiFunction<String, @Nullable String, @Nullable BusinessHours> hours;

    /** For teams that work round the clock, all of them. */
    public Deadlines() {
        this((store, team) -> null);
    }

    Deadlines(BiFunction<String, @Nullable String, @Nullable BusinessHours> hours) {
        this.hours = hours;
    }

    /**
     * The moment at which the team had so much time; nobody in particular, and a team that is not there, works round the clock. May block.
     *
     * @param time not negative
     * @throws StoreAwayException or the driver's own exception if Cassandra can't be asked what the team's hours are
     */
    public Instant after(String store, @Nullable String team, Instant from, Duration time) {
        BusinessHours known = hours.apply(store, team);
        return known == null ? from.plus(time) : known.after(from, time);
    }
}
