package io.earshot.alerts.rulebooks;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Rule;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules of a store, for the API and for pages. The tag is that of the store's whole book. Blocks. */
@Component
public final class RuleDesk {

    private final Rulebooks rulebooks;

    RuleDesk(Rulebooks rulebooks) {
        this.rulebooks = rulebooks;
    }

    /**
     * A rule or all of them, as the API shows them.
     *
     * @param tag an {@code ETag}
     */
    public record Shown(String tag, ObjectNode json) {}

    /** {@code {"rules": […]}} in the order in which they are asked. */
    public Shown list(Caller caller) {
        return all(rulebooks.read(caller.store()));
    }

    /**
     * @throws ProblemException 404
     */
    public Shown get(Caller caller, String name) {
        return one(rulebooks.read(caller.store()), name);
    }

    /**
     * Adds a rule.
     *
     * @param match the version of the book that is meant, null for any
     * @param before the name of the rule before which it is to be, null for the end
     * @param body of {@code POST /v1/rules}
     * @throws ProblemException 400, 409 or 412
     */
    public Shown create(Caller caller, @Nullable String match, @Nullable String before, JsonNode body) {
        Rule rule = RuleJson.read(body, null);
        return one(change(caller, match, book -> book.with(rule, before)), rule.name());
    }

    /**
     * Puts a rule in the place of the one of that name.
     *
     * @param match the version of the book that is meant, null for any
     * @param before the name of the rule before which it is to be, empty for the end, null for where it is
     * @param body of {@code PUT /v1/rules/{name}}
     * @throws ProblemException 404, 400, 409 or 412
     */
    public Shown replace(Caller caller, @Nullable String match, String name, @Nullable String before, JsonNode body) {
        rulebooks.read(caller.store()).require(name);
        Rule rule = RuleJson.read(body, name);
        return one(change(caller, match, book -> book.replacing(rule, before)), name);
    }

    /**
     * Takes a rule away.
     *
     * @return the tag of what is left
     * @throws ProblemException 404 or 412
     */
    public String delete(Caller caller, @Nullable String match, String name) {
        return tag(change(caller, match, book -> book.without(name)));
    }

    /** Brings back those out of the box that were deleted. */
    public Shown defaults(Caller caller, @Nullable String match) {
        return all(change(caller, match, Book::withDefaults));
    }

    private Book change(Caller caller, @Nullable String match, Function<Book, List<Rule>> change) {
        Predicate<Book> allowed = match == null
                ? book -> true
                : book -> Stream.of(match.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(tag(book)));
        return rulebooks.change(caller.store(), allowed, change);
    }

    private static Shown all(Book book) {
        return new Shown(tag(book), book.json());
    }

    private static Shown one(Book book, String name) {
        return new Shown(tag(book), RuleJson.write(book.require(name)));
    }

    private static String tag(Book book) {
        return "\"" + book.version() + "\"";
    }
}
