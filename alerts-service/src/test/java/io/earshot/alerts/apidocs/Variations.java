package io.earshot.alerts.apidocs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that differ from a good one in one place each: another value, a field too many, one missing. */
public final class Variations {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<JsonNode> VALUES = Stream.of(
                    "null",
                    "true",
                    "5",
                    "-1",
                    "1.5",
                    "5000000",
                    "\"\"",
                    "\" \"",
                    "[]",
                    "{}",
                    "[[]]",
                    "[null]",
                    "[\" \"]",
                    "{\"x\": 1}")
            .map(MAPPER::readTree)
            .toList();
    private static final List<JsonNode> LONG = IntStream.of(1, 64, 65, 100, 101, 200, 201, 5_000, 5_001)
            .mapToObj("x"::repeat)
            .<JsonNode>map(MAPPER::valueToTree)
            .toList();

    private Variations() {}

    /** All of a body, itself included. */
    public static Set<JsonNode> of(JsonNode body) {
        Set<JsonNode> all = new LinkedHashSet<>(List.of(body));
        vary(body, all);
        return all;
    }

    private static void vary(JsonNode node, Set<JsonNode> all) {
        all.addAll(VALUES);
        all.addAll(LONG);
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> {
                all.add(object.deepCopy().without(name));
                of(object.path(name)).forEach(value -> all.add(object.deepCopy().set(name, value)));
            });
            all.add(object.deepCopy().put("unknown", 1));
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            List<JsonNode> many = new ArrayList<>();
            IntStream.range(0, 500).forEach(n -> many.add(array.get(0)));
            all.add(MAPPER.valueToTree(many));
            of(array.get(0)).forEach(value -> {
                ArrayNode varied = array.deepCopy();
                varied.set(0, value);
                all.add(varied);
            });
        }
    }
}
