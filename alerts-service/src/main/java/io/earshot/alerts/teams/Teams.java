package io.earshot.alerts.teams;

import io.earshot.alerts.store.StoreAwayException;
import io.earshot.alerts.teams.TeamRows.Kept;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** The teams of each store, as the rest of the service asks for them. They are remembered for some seconds, so a change counts that much later. */
@Component
public final class Teams {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_STORES = 10_000;

    private final TeamRows rows;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Teams(TeamRows rows, ObjectMapper mapper, Clock clock) {
        this.rows = rows;
        this.mapper = mapper;
        this.clock = clock;
    }

    private record Seen(Map<String, Team> teams, Instant at) {

        boolean isFresh(Instant now) {
            // a clock that was put back must not make it young for ever
            return Duration.between(at, now).abs().compareTo(REMEMBERED) < 0;
        }
    }

    /**
     * The channel that hears of every escalated case of a team, whatever its filters say. Empty for no team, an unknown one, or one without
     * such a channel. The channel may be gone by now. May block.
     *
     * @throws StoreAwayException or the driver's own exception if Cassandra can't be asked
     */
    public Optional<UUID> leadChannel(String store, @Nullable String team) {
        return find(store, team).map(Team::leadChannel);
    }

    /** What the teams of a store are called, as it is now, in order of the names. Blocks. */
    public List<String> names(String store) {
        return rows.ofStore(store).stream().map(Kept::name).toList();
    }

    /** When a team works; null for round the clock, of no team and of an unknown one, too. */
    @Nullable
    BusinessHours hours(String store, @Nullable String team) {
        return find(store, team).map(Team::hours).orElse(null);
    }

    private Optional<Team> find(String store, @Nullable String team) {
        return team == null
                ? Optional.empty()
                : Optional.ofNullable(ofStore(store).get(team));
    }

    private Map<String, Team> ofStore(String store) {
        Instant now = clock.instant();
        Seen known = seen.get(store);
        if (known != null && known.isFresh(now)) {
            return known.teams();
        }
        Map<String, Team> teams = new HashMap<>();
        rows.ofStore(store).forEach(kept -> teams.put(kept.name(), TeamDraft.read(mapper.readTree(kept.body()))));
        if (seen.size() >= MOST_STORES) {
            seen.clear();
        }
        seen.put(store, new Seen(teams, now));
        return teams;
    }

    /** Looks again at the next question: this instance changed something. */
    void changed(String store) {
        seen.remove(store);
    }
}
