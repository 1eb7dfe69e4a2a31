package io.earshot.alerts.teams;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.teams.TeamRows.Kept;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The teams of a store, for the API and for pages. Blocks. */
@Component
public final class TeamDesk {

    /** All of them fit on one page. */
    private static final int MOST = 100;

    private final TeamRows rows;
    private final Teams teams;
    private final LeadChannels channels;
    private final ObjectMapper mapper;
    private final Clock clock;

    TeamDesk(TeamRows rows, Teams teams, LeadChannels channels, ObjectMapper mapper, Clock clock) {
        this.rows = rows;
        this.teams = teams;
        this.channels = channels;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * A team as it is shown.
     *
     * @param title what people call it
     * @param leadChannel may be gone by now
     * @param hours as they were posted, null for round the clock
     */
    public record View(
            String name,
            String title,
            List<String> members,
            @Nullable String lead,
            @Nullable UUID leadChannel,
            @Nullable JsonNode hours,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * Makes a team.
     *
     * @param body of {@code POST /v1/teams}
     * @throws ProblemException 400, or 409 if it is there, or there are too many
     */
    public View create(Caller caller, JsonNode body) {
        Team team = TeamDraft.read(body, isChannel(caller));
        List<Kept> there = rows.ofStore(caller.store());
        if (there.stream().anyMatch(one -> one.name().equals(team.name()))) {
            throw ProblemException.conflict("the team " + team.name() + " is there (expected: a new name)");
        }
        if (there.size() >= MOST) {
            throw ProblemException.conflict("the store has " + MOST + " teams (expected: at most " + MOST + ")");
        }
        Instant now = now();
        return put(caller, new Kept(team.name(), mapper.writeValueAsString(body), now, now));
    }

    /** All teams of the store, in order of the names. */
    public List<View> list(Caller caller) {
        return rows.ofStore(caller.store()).stream().map(this::view).toList();
    }

    /**
     * @throws ProblemException 404
     */
    public View get(Caller caller, String name) {
        return view(find(caller, name));
    }

    /**
     * Changes what the body names and leaves the rest.
     *
     * @param body of {@code PATCH /v1/teams/{name}}
     * @throws ProblemException 404 or 400
     */
    public View change(Caller caller, String name, JsonNode body) {
        Kept before = find(caller, name);
        ObjectNode changed = TeamDraft.changed((ObjectNode) mapper.readTree(before.body()), body);
        // a channel that is gone by now stands in no other change's way
        TeamDraft.read(changed, body.has("leadChannel") ? isChannel(caller) : channel -> true);
        return put(caller, new Kept(name, mapper.writeValueAsString(changed), before.createdAt(), now()));
    }

    /**
     * @throws ProblemException 404
     */
    public void delete(Caller caller, String name) {
        rows.delete(caller.store(), find(caller, name).name());
        teams.changed(caller.store());
    }

    private Predicate<UUID> isChannel(Caller caller) {
        return channel -> channels.isThere(caller.store(), channel);
    }

    private View put(Caller caller, Kept team) {
        rows.put(caller.store(), team);
        teams.changed(caller.store());
        return view(team);
    }

    private Kept find(Caller caller, String name) {
        return rows.find(caller.store(), name).orElseThrow(() -> ProblemException.notFound("no such team"));
    }

    private View view(Kept kept) {
        JsonNode body = mapper.readTree(kept.body());
        Team team = TeamDraft.read(body);
        return new View(
                team.name(),
                team.title(),
                team.members(),
                team.lead(),
                team.leadChannel(),
                body.get("hours"),
                kept.createdAt(),
                kept.updatedAt());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
