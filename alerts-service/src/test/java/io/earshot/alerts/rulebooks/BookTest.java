package io.earshot.alerts.rulebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Rule;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BookTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Book book = Book.OUT_OF_THE_BOX.next(List.of(rule("a"), rule("b"), rule("c")));

    @Test
    void putsARuleWhereItIsWanted() {
        assertThat(names(book.with(rule("new"), null))).containsExactly("a", "b", "c", "new");
        assertThat(names(book.with(rule("new"), ""))).containsExactly("a", "b", "c", "new");
        assertThat(names(book.with(rule("new"), "b"))).containsExactly("a", "new", "b", "c");
        assertThat(names(book.replacing(rule("b"), null))).containsExactly("a", "b", "c");
        assertThat(names(book.replacing(rule("b"), "b"))).containsExactly("a", "b", "c");
        assertThat(names(book.replacing(rule("c"), "a"))).containsExactly("c", "a", "b");
        assertThat(names(book.replacing(rule("a"), "c"))).containsExactly("b", "a", "c");
        assertThat(names(book.replacing(rule("a"), ""))).containsExactly("b", "c", "a");
        assertThat(names(book.without("b"))).containsExactly("a", "c");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> book.with(rule("new"), "nobody"));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> book.with(rule("a"), null));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> book.without("nobody"));
    }

    @Test
    void bringsBackWhatIsMissingAndLeavesTheRest() {
        Book changed = Book.OUT_OF_THE_BOX.next(List.of(rule("own"), rule("button-bug")));

        assertThat(names(changed.withDefaults()))
                .containsExactly(
                        "own",
                        "button-bug",
                        "nps-detractor",
                        "csat-detractor",
                        "ces-detractor",
                        "review-detractor",
                        "button-complaint",
                        "button-detractor");
        assertThat(changed.withDefaults().get(1)).isEqualTo(rule("button-bug"));
    }

    @Test
    void hasBoundsOfNumberWordsAndBytes() {
        assertRefused(
                IntStream.range(0, 101).mapToObj(n -> rule("a" + n)).toList(),
                "the store would have 101 rules (expected: at most 100)");
        assertRefused(
                IntStream.range(0, 21).mapToObj(n -> rule("a" + n, "x")).toList(),
                "the rules of the store would look for 1050 words (expected: at most 1000)");
        assertRefused(
                IntStream.range(0, 19)
                        .mapToObj(n -> rule("a" + n, "x".repeat(80)))
                        .toList(),
                "the rules of the store would have");
    }

    private void assertRefused(List<Rule> rules, String reason) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> book.next(rules))
                .withMessageStartingWith(reason);
    }

    private static Rule rule(String name) {
        return read(name, "{\"comment\": true}");
    }

    private static Rule rule(String name, String word) {
        return read(name, "{\"not\": {\"words\": " + Collections.nCopies(50, "\"" + word + "\"") + "}}");
    }

    private static Rule read(String name, String when) {
        return RuleJson.read(MAPPER.readTree("{\"severity\": \"low\", \"when\": " + when + "}"), name);
    }

    private static List<String> names(List<Rule> rules) {
        return rules.stream().map(Rule::name).toList();
    }
}
