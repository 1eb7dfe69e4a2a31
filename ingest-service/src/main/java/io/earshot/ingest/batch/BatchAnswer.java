package io.earshot.ingest.batch;

import io.earshot.ingest.batch.Batch.Bad;
import io.earshot.ingest.http.JsonText;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * What a batch is answered with.
 *
 * @param accepted how many items Kafka has
 * @param results one for each item that was not accepted
 */
record BatchAnswer(int accepted, List<Bad> results) {

    /** 202 all good, 207 some, 503 none and sending them again can help, 400 none. */
    int status() {
        if (results.isEmpty()) {
            return 202;
        }
        if (accepted > 0) {
            return 207;
        }
        return isWorthRetrying() ? 503 : 400;
    }

    /** The headers of the problems, {@code Retry-After} if any item is to be sent again. */
    Map<String, String> headers() {
        return results.stream()
                .filter(BatchAnswer::isRefusedByKafka)
                .findFirst()
                .map(bad -> bad.problem().headers())
                .orElse(Map.of());
    }

    byte[] body() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeNumberProperty("accepted", accepted);
            json.writeNumberProperty("rejected", results.size());
            json.writeArrayPropertyStart("results");
            results.forEach(bad -> write(json, bad));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Bad bad) {
        json.writeStartObject();
        json.writeNumberProperty("index", bad.index());
        json.writeStringProperty("id", bad.id());
        json.writeName("problem");
        bad.problem().write(json);
        json.writeEndObject();
    }

    private boolean isWorthRetrying() {
        return results.stream().anyMatch(BatchAnswer::isRefusedByKafka);
    }

    private static boolean isRefusedByKafka(Bad bad) {
        return bad.problem().status() == 503;
    }
}
