package io.earshot.alerts.rulebooks;

import static io.earshot.alerts.rulebooks.Faults.isAbsent;

import io.earshot.alerts.posted.Spans;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Condition;
import io.earshot.alerts.rules.Rule;
import io.earshot.alerts.rules.Rule.Finer;
import io.earshot.alerts.rules.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A rule as JSON: as it is posted, shown and stored. */
public final class RuleJson {

    private static final List<String> FIELDS =
            List.of("name", "enabled", "when", "severity", "severities", "team", "due", "escalateAfter");
    private static final int MOST_SEVERITIES = 5;
    private static final String A_NAME = "1 to 64 characters of a-z 0-9 -, no - first";

    private final JsonNode json;
    private final Faults faults = new Faults();
    private final ConditionReader conditions = new ConditionReader(faults);

    private RuleJson(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads a rule.
     *
     * @param name what it is called, if that is known; then the JSON need not say so
     * @throws ProblemException naming every fault with its path
     */
    public static Rule read(JsonNode json, @Nullable String name) {
        if (!json.isObject()) {
            throw ProblemException.invalid("", "not an object (expected: {\"name\", \"when\", \"severity\", …})");
        }
        return new RuleJson(json).read(name);
    }

    private Rule read(@Nullable String known) {
        faults.unknown("", json, FIELDS);
        String name = name(known);
        boolean enabled = enabled();
        Condition when = conditions.read("when", json.path("when"));
        Severity severity = severity("severity", json.path("severity"));
        List<Finer> finer = finer();
        String team = team();
        Duration due = duration("due");
        Duration escalateAfter = duration("escalateAfter");
        conditions.countAll();
        faults.throwAny();
        return new Rule(name, enabled, Objects.requireNonNull(when), severity, finer, team, due, escalateAfter);
    }

    private String name(@Nullable String known) {
        JsonNode given = json.path("name");
        if (known != null) {
            if (!isAbsent(given) && !known.equals(given.asString(""))) {
                faults.add("name", given, known + ", the name in the path: a rule keeps its name");
            }
            return known;
        }
        if (!given.isString() || !Rule.isName(given.stringValue())) {
            faults.add("name", given, A_NAME);
        }
        return given.asString("");
    }

    private boolean enabled() {
        JsonNode given = json.path("enabled");
        if (!isAbsent(given) && !given.isBoolean()) {
            faults.add("enabled", given, "true or false");
        }
        return given.asBoolean(true);
    }

    private List<Finer> finer() {
        JsonNode given = json.path("severities");
        List<Finer> finer = new ArrayList<>();
        if (isAbsent(given)) {
            return finer;
        }
        if (!given.isArray() || given.size() > MOST_SEVERITIES) {
            faults.add(
                    "severities",
                    given.isArray() ? given.size() + " entries" : "no array",
                    "an array of at most " + MOST_SEVERITIES + " objects {\"when\", \"severity\"}");
            return finer;
        }
        for (int i = 0; i < given.size(); i++) {
            String path = "severities[" + i + "]";
            JsonNode entry = given.get(i);
            if (!entry.isObject()) {
                faults.add(path, entry, "an object {\"when\", \"severity\"}");
                continue;
            }
            faults.unknown(path, entry, List.of("when", "severity"));
            Condition when = conditions.read(path + ".when", entry.path("when"));
            Severity severity = severity(path + ".severity", entry.path("severity"));
            if (when != null) {
                finer.add(new Finer(when, severity));
            }
        }
        return finer;
    }

    private Severity severity(String path, JsonNode given) {
        Optional<Severity> severity = Severity.of(given.asString(""));
        if (severity.isEmpty()) {
            faults.add(path, given, "one of " + Severity.slugs());
        }
        return severity.orElse(Severity.NORMAL);
    }

    private @Nullable String team() {
        JsonNode given = json.path("team");
        if (isAbsent(given)) {
            return null;
        }
        if (!given.isString() || !Rule.isName(given.stringValue())) {
            faults.add("team", given, "the name of a team: " + A_NAME);
        }
        return given.asString("");
    }

    private @Nullable Duration duration(String field) {
        JsonNode given = json.path(field);
        if (isAbsent(given)) {
            return null;
        }
        Optional<Duration> duration = given.isString() ? Spans.read(given.stringValue()) : Optional.empty();
        if (duration.isEmpty()) {
            faults.add(field, given, Spans.EXPECTED);
        }
        return duration.orElse(null);
    }

    /** The rule as it is shown and stored; what was not set is null. */
    public static ObjectNode write(Rule rule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", rule.name());
        json.put("enabled", rule.enabled());
        json.set("when", ConditionWriter.write(rule.when()));
        json.put("severity", rule.severity().slug());
        ArrayNode severities = json.putArray("severities");
        for (Finer finer : rule.finer()) {
            ObjectNode entry = severities.addObject();
            entry.set("when", ConditionWriter.write(finer.when()));
            entry.put("severity", finer.severity().slug());
        }
        json.put("team", rule.team());
        json.put("due", Spans.write(rule.due()));
        json.put("escalateAfter", Spans.write(rule.escalateAfter()));
        return json;
    }
}
