package io.earshot.scoring.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Metric;
import io.earshot.feedback.Topics;
import io.earshot.scoring.measure.Series;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scores as records of {@link Topics#SCORES}: key = store, value = the object of {@code GET /v1/scores}, CloudEvents 1.0 in binary mode. The
 * extension {@code ce_instance} says which process wrote it.
 */
public final class ScoreRecords {

    private static final String INSTANCE = "ce_instance";
    private static final Header SPEC_VERSION_HEADER = header("ce_specversion", "1.0");
    private static final Header TYPE_HEADER = header("ce_type", "io.earshot.feedback.score.v1");
    private static final Header SOURCE_HEADER = header("ce_source", "/earshot/scoring");
    private static final Header JSON_HEADER = header("content-type", "application/json");

    private final JsonMapper json;
    private final byte[] instance = UUID.randomUUID().toString().getBytes(UTF_8);

    /**
     * @param json the one that answers {@code GET /v1/scores}
     */
    ScoreRecords(JsonMapper json) {
        this.json = json;
    }

    /**
     * The record of a score. It has no partition of its own: Kafka's default puts a store's where its events are, if both topics have as many.
     *
     * @param answer what {@code GET /v1/scores} answers
     * @param window its slug
     */
    ProducerRecord<byte[], byte[]> write(Changed changed, String window, Object answer, Instant at) {
        String id = changed.store() + ':' + changed.series().key() + ':' + window + ':' + at;
        RecordHeaders headers = new RecordHeaders(new Header[] {
            SPEC_VERSION_HEADER,
            TYPE_HEADER,
            header("ce_id", id),
            SOURCE_HEADER,
            header("ce_time", at.toString()),
            JSON_HEADER,
            new RecordHeader(INSTANCE, instance)
        });
        return new ProducerRecord<>(
                Topics.SCORES, null, changed.store().getBytes(UTF_8), json.writeValueAsBytes(answer), headers);
    }

    /** Whether this process wrote the record. */
    public boolean isOwn(ConsumerRecord<byte[], byte[]> message) {
        Header writer = message.headers().lastHeader(INSTANCE);
        return writer != null && Arrays.equals(writer.value(), instance);
    }

    /** What a record says has changed; absent where it can't be told. */
    public Optional<Changed> read(ConsumerRecord<byte[], byte[]> message) {
        if (message.key() == null || message.value() == null) {
            return Optional.empty();
        }
        try {
            JsonNode score = json.readTree(message.value());
            return series(text(score, "metric"), text(score, "scale"))
                    .map(series -> new Changed(new String(message.key(), UTF_8), series));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Series> series(String metric, String scale) {
        return Metric.of(metric).flatMap(known -> known.scale(scale).map(one -> Series.of(known, one)));
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString("");
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
