package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Flag;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What becomes of the case of a score; {@code drop} is what the case knows of the fall from then on. */
public sealed interface DropChange {

    /**
     * A new case.
     *
     * @param at when the score had fallen: no two cases of a score have the same
     */
    record Opened(Flag flag, Instant at, JsonNode drop) implements DropChange {}

    /** The case stays as it is but for the fall, and everybody hears of it. */
    record Told(JsonNode drop) implements DropChange {}

    /** The same, and nobody hears of it. */
    record Kept(JsonNode drop) implements DropChange {}

    /** The case is resolved: recovered. */
    record Closed(JsonNode drop) implements DropChange {}

    /** Nothing changes. */
    record Nothing() implements DropChange {}
}
