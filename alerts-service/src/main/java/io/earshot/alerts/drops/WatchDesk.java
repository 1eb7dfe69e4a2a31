package io.earshot.alerts.drops;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.drops.WatchRows.Kept;
import io.earshot.alerts.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scores that a store keeps an eye on, for the API and for pages; a watch is shown as the API has it. Blocks. */
@Component
public final class WatchDesk {

    /** All of them fit on one page. */
    private static final int MOST = 100;

    private final WatchRows rows;
    private final Watches watches;
    private final Clock clock;

    WatchDesk(WatchRows rows, Watches watches, Clock clock) {
        this.rows = rows;
        this.watches = watches;
        this.clock = clock;
    }

    /** The spans of time over which a score may be watched, the shortest first. */
    public static List<String> windows() {
        return WatchDraft.WINDOWS;
    }

    /**
     * Makes a watch.
     *
     * @param body of {@code POST /v1/watches}
     * @throws ProblemException 400, or 409 if it is there, another watches the same score, or there are too many
     */
    public ObjectNode create(Caller caller, JsonNode body) {
        Watch watch = WatchDraft.read(body);
        Map<String, Watch> there = ofStore(caller);
        if (there.containsKey(watch.name())) {
            throw ProblemException.conflict("the watch " + watch.name() + " is there (expected: a new name)");
        }
        if (there.size() >= MOST) {
            throw ProblemException.conflict("the store has " + MOST + " watches (expected: at most " + MOST + ")");
        }
        requireNoOther(watch, there.values());
        return put(caller, watch);
    }

    /** All watches of the store, in order of the names. */
    public List<ObjectNode> list(Caller caller) {
        return ofStore(caller).values().stream().map(WatchJson::of).toList();
    }

    /**
     * @throws ProblemException 404
     */
    public ObjectNode get(Caller caller, String name) {
        return WatchJson.of(find(ofStore(caller), name));
    }

    /**
     * Changes what the body names and leaves the rest; null brings back what is usual.
     *
     * @param body of {@code PATCH /v1/watches/{name}}
     * @throws ProblemException 404, 400, or 409 if another watches the same score
     */
    public ObjectNode change(Caller caller, String name, JsonNode body) {
        Map<String, Watch> there = ofStore(caller);
        Watch watch = WatchDraft.read(WatchDraft.changed(WatchJson.of(find(there, name)), body));
        requireNoOther(watch, there.values());
        return put(caller, watch);
    }

    /**
     * @throws ProblemException 404
     */
    public void delete(Caller caller, String name) {
        find(ofStore(caller), name);
        if (Watch.OUT_OF_THE_BOX.stream().anyMatch(watch -> watch.name().equals(name))) {
            // without the row it would be as it came out of the box
            keep(caller, name, Optional.empty());
        } else {
            rows.delete(caller.store(), name);
        }
        watches.changed(caller.store());
    }

    /** One case a score, so one watch. */
    private static void requireNoOther(Watch watch, Collection<Watch> there) {
        there.stream()
                .filter(other ->
                        other.score().equals(watch.score()) && !other.name().equals(watch.name()))
                .findFirst()
                .ifPresent(other -> {
                    throw ProblemException.conflict(
                            other.name() + " watches " + watch.score() + " (expected: another score or window)");
                });
    }

    private Map<String, Watch> ofStore(Caller caller) {
        return Watches.withOutOfTheBox(rows.ofStore(caller.store()));
    }

    private static Watch find(Map<String, Watch> there, String name) {
        return Optional.ofNullable(there.get(name)).orElseThrow(() -> ProblemException.notFound("no such watch"));
    }

    private ObjectNode put(Caller caller, Watch watch) {
        keep(caller, watch.name(), Optional.of(WatchJson.written(watch)));
        watches.changed(caller.store());
        return WatchJson.of(watch);
    }

    private void keep(Caller caller, String name, Optional<String> body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant createdAt = rows.find(caller.store(), name).map(Kept::createdAt).orElse(now);
        rows.put(caller.store(), new Kept(name, body.orElse(null), createdAt, now));
    }
}
