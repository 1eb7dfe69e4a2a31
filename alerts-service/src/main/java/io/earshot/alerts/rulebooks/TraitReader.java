package io.earshot.alerts.rulebooks;

import static io.earshot.alerts.rulebooks.Faults.at;
import static io.earshot.alerts.rulebooks.Faults.isAbsent;

import io.earshot.alerts.rules.Dimension;
import io.earshot.alerts.rules.Phrase;
import io.earshot.alerts.rules.Trait;
import io.earshot.feedback.Category;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what one object asks of an item. */
final class TraitReader {

    static final List<String> FIELDS =
            List.of("kind", "metric", "scale", "score", "category", "words", "tags", "segment", "comment");

    private static final int MOST_VALUES = 50;
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_TAG = 64;
    private static final int LONGEST_VALUE = 200;
    private static final String KINDS = slugs(Feedback.Kind.values(), Feedback.Kind::slug);
    private static final String METRICS = slugs(Metric.values(), Metric::slug);
    private static final String CATEGORIES = slugs(Category.values(), Category::slug);

    private final Faults faults;

    TraitReader(Faults faults) {
        this.faults = faults;
    }

    private static <T> String slugs(T[] values, Function<T, String> slug) {
        return Stream.of(values).map(slug).collect(Collectors.joining(", "));
    }

    List<Trait> read(String path, JsonNode json) {
        faults.unknown(path, json, withCombinations());
        List<Trait> traits = new ArrayList<>();
        given(
                json,
                "kind",
                value -> traits.add(
                        new Trait.KindIs(values(at(path, "kind"), value, Feedback.Kind::of, "one of " + KINDS))));
        // given as null it asks for nothing, and nothing is what can't be kept
        if (json.has("metric") || json.has("scale") || json.has("score")) {
            answer(path, json).ifPresent(traits::add);
        }
        given(
                json,
                "category",
                value -> traits.add(new Trait.CategoryIs(
                        values(at(path, "category"), value, Category::of, "one of " + CATEGORIES))));
        given(
                json,
                "words",
                value -> traits.add(new Trait.Mentions(values(
                        at(path, "words"),
                        value,
                        TraitReader::word,
                        "1 to " + LONGEST_WORD + " characters, a letter or sign among them"))));
        given(json, "tags", value -> traits.add(new Trait.Tagged(texts(at(path, "tags"), value, LONGEST_TAG))));
        given(json, "segment", value -> segment(at(path, "segment"), value, traits));
        given(json, "comment", value -> {
            if (!value.isBoolean()) {
                faults.add(at(path, "comment"), value, "true or false");
            }
            traits.add(new Trait.Commented(value.asBoolean(true)));
        });
        return traits;
    }

    private static List<String> withCombinations() {
        return Stream.concat(FIELDS.stream(), Stream.of("all", "any", "not")).toList();
    }

    private void given(JsonNode json, String field, Consumer<JsonNode> reader) {
        if (json.has(field)) {
            reader.accept(json.path(field));
        }
    }

    private Optional<Trait> answer(String path, JsonNode json) {
        JsonNode named = json.path("metric");
        Metric metric = Metric.of(named.asString("")).orElse(null);
        if (metric == null) {
            faults.add(at(path, "metric"), named, "one of " + METRICS);
            return Optional.empty();
        }
        JsonNode score = json.path("score");
        Scale scale = null;
        if (!isAbsent(json.path("scale"))) {
            scale = metric.scale(json.path("scale").asString("")).orElse(null);
            if (scale == null) {
                faults.add(at(path, "scale"), json.path("scale"), metric.scaleSlugs() + " for " + metric.slug());
                return Optional.empty();
            }
        }
        if (isAbsent(score)) {
            return Optional.of(new Trait.Answer(metric, scale, null, null));
        }
        return score(at(path, "score"), score, metric, scale == null ? metric.defaultScale() : scale);
    }

    private Optional<Trait> score(String path, JsonNode score, Metric metric, Scale scale) {
        if (!score.isObject() || score.isEmpty()) {
            faults.add(path, score, "an object with atLeast, atMost or both");
            return Optional.empty();
        }
        faults.unknown(path, score, List.of("atLeast", "atMost"));
        Integer atLeast = bound(at(path, "atLeast"), score.path("atLeast"), scale);
        Integer atMost = bound(at(path, "atMost"), score.path("atMost"), scale);
        if (atLeast != null && atMost != null && atLeast > atMost) {
            faults.add(at(path, "atLeast"), String.valueOf(atLeast), "at most " + atMost + ", as atMost says");
        }
        return Optional.of(new Trait.Answer(metric, scale, atLeast, atMost));
    }

    private @Nullable Integer bound(String path, JsonNode given, Scale scale) {
        if (isAbsent(given)) {
            return null;
        }
        if (!given.isIntegralNumber() || !given.canConvertToInt() || !scale.contains(given.intValue())) {
            faults.add(path, given, scale.low() + " to " + scale.high());
            return null;
        }
        return given.intValue();
    }

    private void segment(String path, JsonNode given, List<Trait> traits) {
        if (!given.isObject() || given.isEmpty()) {
            faults.add(path, given, "an object with some of " + Dimension.slugs());
            return;
        }
        for (String name : given.propertyNames()) {
            Optional<Dimension> dimension = Dimension.of(name);
            if (dimension.isEmpty()) {
                faults.add(at(path, name), "unknown field", Dimension.slugs());
            } else {
                List<String> values = texts(at(path, name), given.path(name), LONGEST_VALUE);
                traits.add(new Trait.From(dimension.get(), values));
            }
        }
    }

    private static Optional<Phrase> word(String text) {
        return text.length() > LONGEST_WORD ? Optional.empty() : Phrase.of(text);
    }

    private List<String> texts(String path, JsonNode given, int longest) {
        return values(
                path,
                given,
                text -> text.isBlank() || text.length() > longest ? Optional.empty() : Optional.of(text),
                "1 to " + longest + " characters");
    }

    /** One value or an array of them. */
    private <T> List<T> values(String path, JsonNode given, Function<String, Optional<T>> parse, String expected) {
        List<T> values = new ArrayList<>();
        if (!given.isArray()) {
            value(path, given, parse, expected).ifPresent(values::add);
            return values;
        }
        if (given.isEmpty() || given.size() > MOST_VALUES) {
            faults.add(path, given.size() + " values", "1 to " + MOST_VALUES);
            return values;
        }
        for (int i = 0; i < given.size(); i++) {
            value(path + "[" + i + "]", given.get(i), parse, expected).ifPresent(values::add);
        }
        return values;
    }

    private <T> Optional<T> value(String path, JsonNode given, Function<String, Optional<T>> parse, String expected) {
        Optional<T> value = given.isString() ? parse.apply(given.stringValue()) : Optional.empty();
        if (value.isEmpty()) {
            faults.add(path, given, expected);
        }
        return value;
    }
}
