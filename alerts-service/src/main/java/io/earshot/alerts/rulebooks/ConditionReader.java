package io.earshot.alerts.rulebooks;

import static io.earshot.alerts.rulebooks.Faults.at;
import static io.earshot.alerts.rulebooks.Faults.isAbsent;

import io.earshot.alerts.rules.Condition;
import io.earshot.alerts.rules.Condition.All;
import io.earshot.alerts.rules.Condition.Any;
import io.earshot.alerts.rules.Condition.Match;
import io.earshot.alerts.rules.Condition.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the conditions of one rule. Returns null for what can't be read; why, is among the faults. */
final class ConditionReader {

    private static final int DEEPEST = 5;
    private static final int MOST = 50;
    private static final String EXPECTED = "an object with what is asked: " + String.join(", ", TraitReader.FIELDS)
            + "; or with all, any or not alone";

    private final Faults faults;
    private final TraitReader traits;
    private int count;

    ConditionReader(Faults faults) {
        this.faults = faults;
        this.traits = new TraitReader(faults);
    }

    @Nullable
    Condition read(String path, JsonNode json) {
        return read(path, json, 1);
    }

    /** Notes if all conditions that were read are too many for one rule. */
    void countAll() {
        if (count > MOST) {
            faults.add("when", count + " conditions in the rule", "at most " + MOST);
        }
    }

    private @Nullable Condition read(String path, JsonNode json, int depth) {
        count++;
        if (!json.isObject() || json.isEmpty()) {
            faults.add(path, json, EXPECTED);
            return null;
        }
        if (depth > DEEPEST) {
            faults.add(path, "condition " + depth + " deep", "at most " + DEEPEST);
            return null;
        }
        for (String word : List.of("all", "any", "not")) {
            if (json.has(word)) {
                return combined(word, path, json, depth);
            }
        }
        return new Match(traits.read(path, json));
    }

    private @Nullable Condition combined(String word, String path, JsonNode json, int depth) {
        if (json.size() > 1) {
            faults.add(
                    path,
                    word + " beside " + (json.size() - 1) + " other",
                    word + " alone: put the others into an all");
        }
        String inside = at(path, word);
        return switch (word) {
            case "all" -> several(inside, json.path(word), depth, All::new);
            case "any" -> several(inside, json.path(word), depth, Any::new);
            default -> {
                Condition denied = read(inside, json.path(word), depth + 1);
                yield denied == null ? null : new Not(denied);
            }
        };
    }

    private @Nullable Condition several(
            String path, JsonNode json, int depth, Function<List<Condition>, Condition> combine) {
        if (!json.isArray() || json.isEmpty() || json.size() > MOST) {
            faults.add(
                    path,
                    json.isArray() ? json.size() + " conditions" : isAbsent(json) ? "missing" : "no array",
                    "an array of 1 to " + MOST + " conditions");
            return null;
        }
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            Condition condition = read(path + "[" + i + "]", json.get(i), depth + 1);
            if (condition != null) {
                conditions.add(condition);
            }
        }
        return combine.apply(conditions);
    }
}
