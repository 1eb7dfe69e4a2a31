package io.earshot.alerts.numbers;

import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What happened in some time: for each fact how often, and how long it took. */
public final class Numbers {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<Fact, Durations> facts = new EnumMap<>(Fact.class);

    Numbers() {}

    void add(Fact fact, long millis) {
        facts.computeIfAbsent(fact, one -> new Durations()).add(millis);
    }

    void add(Numbers other) {
        other.facts.forEach((fact, durations) ->
                facts.computeIfAbsent(fact, one -> new Durations()).add(durations));
    }

    /** How often it happened, and how long it took. */
    public Durations of(Fact... some) {
        Durations all = new Durations();
        for (Fact fact : some) {
            Durations durations = facts.get(fact);
            if (durations != null) {
                all.add(durations);
            }
        }
        return all;
    }

    /** {@code {"lost": {"153": [2, 14400000]}}}: by fact and bucket how many, and how many milliseconds together. */
    String written() {
        ObjectNode json = MAPPER.createObjectNode();
        facts.forEach((fact, durations) -> {
            ObjectNode buckets = json.putObject(fact.slug());
            durations.buckets().forEach((index, bucket) -> {
                ArrayNode pair = buckets.putArray(String.valueOf(index));
                pair.add(bucket.n());
                pair.add(bucket.millis());
            });
        });
        return MAPPER.writeValueAsString(json);
    }

    static Numbers read(String written) {
        Numbers numbers = new Numbers();
        for (Map.Entry<String, JsonNode> fact : MAPPER.readTree(written).properties()) {
            Durations durations = new Durations();
            for (Map.Entry<String, JsonNode> bucket : fact.getValue().properties()) {
                durations.add(
                        Integer.parseInt(bucket.getKey()),
                        new Durations.Bucket(
                                bucket.getValue().get(0).asLong(),
                                bucket.getValue().get(1).asLong()));
            }
            Fact.of(fact.getKey()).ifPresent(known -> numbers.facts.put(known, durations));
        }
        return numbers;
    }
}
