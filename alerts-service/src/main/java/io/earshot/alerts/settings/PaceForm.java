package io.earshot.alerts.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The pace of a channel, when and how densely people want to hear, as fields of its form: {@code pace.zone} and so on, and {@code q0.from} and so on for
 * each span of quiet hours. They hold all that a pace may say.
 */
final class PaceForm {

    /** So many spans of quiet hours have fields, which is as many as a pace may have. */
    static final int MOST_QUIET = 10;

    private static final String QUIET = "q";
    private static final String UNBOUNDED = "unbounded";
    private static final Set<String> FIELDS = Set.of(
            "pace.zone",
            "pace.digest",
            "pace.digest.every",
            "pace.digest.at",
            "pace.quiet",
            "pace.perCustomer",
            "pace.storm",
            "pace.storm.most",
            "pace.storm.within");

    private PaceForm() {}

    /** Puts what a pace says into the fields. */
    static void put(Map<String, String> values, @Nullable JsonNode pace) {
        if (pace == null) {
            return;
        }
        values.put("pace.zone", pace.path("zone").asString(""));
        values.put("pace.digest.every", pace.path("digest").path("every").asString(""));
        values.put("pace.digest.at", Form.lines(pace.path("digest").path("at")).replace("\n", ", "));
        values.put("pace.perCustomer", pace.path("perCustomer").asString(""));
        JsonNode storm = pace.path("storm");
        values.put("pace.storm", storm.isNull() ? UNBOUNDED : "");
        values.put("pace.storm.most", storm.path("most").asString(""));
        values.put("pace.storm.within", storm.path("within").asString(""));
        List<JsonNode> quiet = pace.path("quiet").valueStream().toList();
        IntStream.range(0, quiet.size()).forEach(n -> {
            String row = Rows.prefix(QUIET, n);
            values.put(row + "from", quiet.get(n).path("from").asString(""));
            values.put(row + "to", quiet.get(n).path("to").asString(""));
            values.put(row + "days", Form.lines(quiet.get(n).path("days")));
        });
    }

    /** The pace as the API takes it; null where nothing stands anywhere. */
    static JsonNode read(Form form) {
        ObjectNode pace = JsonNodeFactory.instance.objectNode();
        text(form, "pace.zone", (field, text) -> pace.put("zone", text));
        digest(form, pace);
        ArrayNode quiet = JsonNodeFactory.instance.arrayNode();
        Rows.used(form, QUIET, MOST_QUIET).forEach(n -> quiet.add(quiet(form, Rows.prefix(QUIET, n))));
        if (!quiet.isEmpty()) {
            pace.set("quiet", quiet);
        }
        text(form, "pace.perCustomer", (field, text) -> pace.put("perCustomer", span(text)));
        storm(form, pace);
        return pace.isEmpty() ? JsonNodeFactory.instance.nullNode() : pace;
    }

    private static void digest(Form form, ObjectNode pace) {
        // both are refused, with what was expected
        text(
                form,
                "pace.digest.every",
                (field, text) -> pace.withObject("digest").put("every", span(text)));
        text(
                form,
                "pace.digest.at",
                (field, text) -> pace.withObject("digest")
                        .set(
                                "at",
                                Form.array(Stream.of(text.split("[,\n]"))
                                        .map(String::strip)
                                        .filter(time -> !time.isEmpty())
                                        .toList())));
    }

    private static ObjectNode quiet(Form form, String row) {
        ObjectNode quiet = JsonNodeFactory.instance.objectNode();
        text(form, row + "from", (field, text) -> quiet.put("from", text));
        text(form, row + "to", (field, text) -> quiet.put("to", text));
        text(form, row + "days", (field, text) -> quiet.set("days", form.array(field)));
        return quiet;
    }

    private static void storm(Form form, ObjectNode pace) {
        if (form.value("pace.storm").equals(UNBOUNDED)) {
            pace.putNull("storm");
            return;
        }
        text(form, "pace.storm.most", (field, text) -> pace.withObject("storm").set("most", Form.whole(text)));
        text(
                form,
                "pace.storm.within",
                (field, text) -> pace.withObject("storm").put("within", span(text)));
    }

    /** People write {@code 1 h}, too. */
    private static String span(String text) {
        return text.replace(" ", "");
    }

    private static void text(Form form, String field, BiConsumer<String, String> taker) {
        String text = form.text(field);
        if (text != null) {
            taker.accept(field, text);
        }
    }

    /** The field of the form that a fault of a pace is about; empty for none. */
    static String field(Form form, String path) {
        String row = Rows.field(form, "pace.quiet", QUIET, MOST_QUIET, path);
        if (row != null) {
            return row;
        }
        String field = path.replaceFirst("\\[.*", "");
        return FIELDS.contains(field) ? field : "";
    }
}
