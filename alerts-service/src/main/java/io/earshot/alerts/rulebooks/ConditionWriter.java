package io.earshot.alerts.rulebooks;

import io.earshot.alerts.rules.Condition;
import io.earshot.alerts.rules.Condition.All;
import io.earshot.alerts.rules.Condition.Any;
import io.earshot.alerts.rules.Condition.Match;
import io.earshot.alerts.rules.Condition.Not;
import io.earshot.alerts.rules.Phrase;
import io.earshot.alerts.rules.Trait;
import io.earshot.feedback.Category;
import io.earshot.feedback.Feedback;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes conditions as {@link ConditionReader} reads them; several values of a trait always as an array. */
final class ConditionWriter {

    private ConditionWriter() {}

    static ObjectNode write(Condition condition) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (condition instanceof All all) {
            several(json.putArray("all"), all.conditions());
        } else if (condition instanceof Any any) {
            several(json.putArray("any"), any.conditions());
        } else if (condition instanceof Not not) {
            json.set("not", write(not.condition()));
        } else {
            ((Match) condition).traits().forEach(trait -> trait(json, trait));
        }
        return json;
    }

    private static void several(ArrayNode array, List<Condition> conditions) {
        conditions.forEach(condition -> array.add(write(condition)));
    }

    private static void trait(ObjectNode json, Trait trait) {
        if (trait instanceof Trait.KindIs kind) {
            array(json, "kind", kind.kinds(), Feedback.Kind::slug);
        } else if (trait instanceof Trait.Answer answer) {
            answer(json, answer);
        } else if (trait instanceof Trait.CategoryIs about) {
            array(json, "category", about.categories(), Category::slug);
        } else if (trait instanceof Trait.Mentions mentions) {
            array(json, "words", mentions.words(), Phrase::written);
        } else if (trait instanceof Trait.Tagged tagged) {
            array(json, "tags", tagged.tags(), Function.identity());
        } else if (trait instanceof Trait.From from) {
            ObjectNode segment = json.withObject("segment");
            array(segment, from.dimension().slug(), from.values(), Function.identity());
        } else {
            json.put("comment", ((Trait.Commented) trait).present());
        }
    }

    private static void answer(ObjectNode json, Trait.Answer answer) {
        json.put("metric", answer.metric().slug());
        if (answer.scale() != null) {
            json.put("scale", answer.scale().slug());
        }
        if (answer.atLeast() != null || answer.atMost() != null) {
            ObjectNode score = json.putObject("score");
            if (answer.atLeast() != null) {
                score.put("atLeast", answer.atLeast());
            }
            if (answer.atMost() != null) {
                score.put("atMost", answer.atMost());
            }
        }
    }

    private static <T> void array(ObjectNode json, String field, List<T> values, Function<T, String> text) {
        ArrayNode array = json.putArray(field);
        values.forEach(value -> array.add(text.apply(value)));
    }
}
