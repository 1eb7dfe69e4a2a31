package io.earshot.alerts.rulebooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Condition;
import io.earshot.alerts.rules.Condition.All;
import io.earshot.alerts.rules.Condition.Any;
import io.earshot.alerts.rules.Condition.Match;
import io.earshot.alerts.rules.Condition.Not;
import io.earshot.alerts.rules.Rule;
import io.earshot.alerts.rules.Rulebook;
import io.earshot.alerts.rules.Trait.Mentions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of a store as of one version. The changes give back the rules as they are to be.
 *
 * @param version 0 while the store has those out of the box
 */
record Book(long version, Rulebook rulebook) {

    static final Book OUT_OF_THE_BOX = new Book(0, Rulebook.outOfTheBox());

    private static final int MOST_RULES = 100;
    /** Each may have to be looked for in each comment. */
    private static final int MOST_WORDS = 1_000;
    /** Every instance holds the books of the stores it hears from. */
    private static final int MOST_BYTES = 64 * 1024;

    private static final JsonMapper MAPPER = new JsonMapper();

    List<Rule> rules() {
        return rulebook.rules();
    }

    Optional<Rule> find(String name) {
        return rules().stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** With one more, at the end or before the one with that name. */
    List<Rule> with(Rule rule, @Nullable String before) {
        if (find(rule.name()).isPresent()) {
            throw ProblemException.conflict("the store has a rule " + rule.name() + " (expected: a new name)");
        }
        List<Rule> rules = new ArrayList<>(rules());
        rules.add(before == null || before.isEmpty() ? rules.size() : place(rules, before), rule);
        return rules;
    }

    /**
     * With this in the place of the one of the same name.
     *
     * @param before the name of the rule before which it is to be, empty for the end, null for where it is
     */
    List<Rule> replacing(Rule rule, @Nullable String before) {
        List<Rule> rules = new ArrayList<>(rules());
        int place = rules.indexOf(require(rule.name()));
        if (before == null || before.equals(rule.name())) {
            rules.set(place, rule);
        } else {
            rules.remove(place);
            rules.add(before.isEmpty() ? rules.size() : place(rules, before), rule);
        }
        return rules;
    }

    List<Rule> without(String name) {
        Rule rule = require(name);
        return rules().stream().filter(other -> other != rule).toList();
    }

    /** With those out of the box whose names are not there any more. */
    List<Rule> withDefaults() {
        List<Rule> rules = new ArrayList<>(rules());
        Rulebook.outOfTheBox().rules().stream()
                .filter(rule -> find(rule.name()).isEmpty())
                .forEach(rules::add);
        return rules;
    }

    Rule require(String name) {
        return find(name).orElseThrow(() -> ProblemException.notFound("no such rule"));
    }

    private static int place(List<Rule> rules, String name) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).name().equals(name)) {
                return i;
            }
        }
        throw ProblemException.invalid(
                "before", name + " (expected: the name of another rule, or nothing for the end)");
    }

    /**
     * The next version, with those rules.
     *
     * @throws ProblemException if that is more than a store may have
     */
    Book next(List<Rule> rules) {
        if (rules.size() > MOST_RULES) {
            throw ProblemException.conflict(
                    "the store would have " + rules.size() + " rules (expected: at most " + MOST_RULES + ")");
        }
        int words = rules.stream().mapToInt(Book::words).sum();
        if (words > MOST_WORDS) {
            throw ProblemException.conflict(
                    "the rules of the store would look for " + words + " words (expected: at most " + MOST_WORDS + ")");
        }
        Book next = new Book(version + 1, new Rulebook(rules));
        int bytes = next.body().getBytes(UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw ProblemException.conflict("the rules of the store would have " + bytes
                    + " bytes as JSON (expected: at most " + MOST_BYTES + ")");
        }
        return next;
    }

    private static int words(Rule rule) {
        return words(rule.when())
                + rule.finer().stream().mapToInt(finer -> words(finer.when())).sum();
    }

    private static int words(Condition condition) {
        if (condition instanceof All all) {
            return all.conditions().stream().mapToInt(Book::words).sum();
        } else if (condition instanceof Any any) {
            return any.conditions().stream().mapToInt(Book::words).sum();
        } else if (condition instanceof Not not) {
            return words(not.condition());
        }
        return ((Match) condition)
                .traits().stream()
                        .mapToInt(trait -> trait instanceof Mentions mentions
                                ? mentions.words().size()
                                : 0)
                        .sum();
    }

    /** The rules as JSON: what is shown, and what is stored. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("rules");
        rules().forEach(rule -> array.add(RuleJson.write(rule)));
        return json;
    }

    String body() {
        return json().toString();
    }

    /** A book as it was stored. */
    static Book of(long version, String body) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : MAPPER.readTree(body).path("rules")) {
            rules.add(RuleJson.read(rule, null));
        }
        return new Book(version, new Rulebook(rules));
    }
}
