package io.earshot.feedback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Events as records of {@link Topics#EVENTS}: CloudEvents 1.0 in binary mode, the attributes in headers, the item as JSON in the value.
 */
public final class FeedbackRecords {

    static final String SUBMITTED = "io.earshot.feedback.submitted.v1";
    static final String WITHDRAWN = "io.earshot.feedback.withdrawn.v1";
    static final String ERASED = "io.earshot.feedback.erased.v1";

    /** The most characters of a store's name. */
    private static final int STORE_CHARACTERS = 200;

    private static final Set<String> TYPES = Set.of(SUBMITTED, WITHDRAWN, ERASED);
    private static final byte[] SUBMITTED_BYTES = SUBMITTED.getBytes(UTF_8);
    private static final byte[] SUBMIT_BYTES = Via.SUBMIT.slug().getBytes(UTF_8);
    private static final byte[] BY_SERVICE = "service".getBytes(UTF_8);
    // never changed, so one of each serves all records
    private static final Header SPEC_VERSION_HEADER = header("ce_specversion", "1.0");
    private static final Header SUBMITTED_HEADER = header("ce_type", SUBMITTED);
    private static final Header WITHDRAWN_HEADER = header("ce_type", WITHDRAWN);
    private static final Header ERASED_HEADER = header("ce_type", ERASED);
    private static final Header SOURCE_HEADER = header("ce_source", "/earshot/ingest");
    private static final Header JSON_HEADER = header("content-type", "application/json");
    private static final Header SUBMIT_HEADER = header("via", Via.SUBMIT.slug());
    private static final Header INGEST_HEADER = header("via", Via.INGEST.slug());
    private static final Header BY_SERVICE_HEADER = header("ce_idby", "service");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory FACTORY = new JsonFactory();

    private FeedbackRecords() {}

    /** The event as a record to send, to the partition of its store. */
    public static ProducerRecord<byte[], byte[]> write(FeedbackEvent event, int spread) {
        Origin origin = event.origin();
        Headers headers;
        byte[] value;
        if (event instanceof Submitted submitted) {
            Feedback feedback = submitted.feedback();
            value = FeedbackJson.write(feedback);
            headers = headers(SUBMITTED_HEADER, feedback.id() + ":" + feedback.revision(), origin);
        } else if (event instanceof Withdrawn withdrawn) {
            value = object("id", withdrawn.id());
            headers = headers(WITHDRAWN_HEADER, withdrawn.id() + ":withdrawn", origin);
        } else {
            Erased erased = (Erased) event;
            value = object("customer", erased.customerId());
            headers = headers(ERASED_HEADER, erased.customerId() + ":erased", origin);
        }
        String store = origin.store();
        return new ProducerRecord<>(
                Topics.EVENTS, StorePartition.of(store, spread), store.getBytes(UTF_8), value, headers);
    }

    /**
     * Reads a record. Fields and headers that this version does not know are passed over.
     *
     * @throws UnreadableRecordException with the reason
     */
    public static FeedbackEvent read(ConsumerRecord<byte[], byte[]> message) {
        Attributes attributes = Attributes.of(message);
        String type = attributes.type();
        Origin origin =
                new Origin(store(message), received(message, attributes.time()), via(attributes), isMadeId(attributes));
        byte[] value = message.value();
        if (value == null || value.length == 0) {
            throw new UnreadableRecordException("value: empty (expected: JSON)");
        }
        try {
            return switch (type) {
                case WITHDRAWN -> new Withdrawn(origin, text(value, "id"));
                case ERASED -> new Erased(origin, text(value, "customer"));
                default -> new Submitted(origin, FeedbackJson.readLogged(value));
            };
        } catch (JacksonException e) {
            throw new UnreadableRecordException("value: not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | InvalidFeedbackException e) {
            throw new UnreadableRecordException("value: " + e.getMessage());
        }
    }

    /** The headers that matter, found in one pass: each look for a single one would go through all of them. */
    private record Attributes(String type, byte @Nullable [] time, byte @Nullable [] via, byte @Nullable [] idBy) {

        static Attributes of(ConsumerRecord<byte[], byte[]> message) {
            byte[] type = null;
            byte[] time = null;
            byte[] via = null;
            byte[] idBy = null;
            for (Header header : message.headers()) {
                switch (header.key()) {
                    case "ce_type" -> type = header.value();
                    case "ce_time" -> time = header.value();
                    case "via" -> via = header.value();
                    case "ce_idby" -> idBy = header.value();
                    default -> {}
                }
            }
            return new Attributes(known(type), time, via, idBy);
        }

        private static String known(byte @Nullable [] type) {
            if (Arrays.equals(type, SUBMITTED_BYTES)) {
                return SUBMITTED;
            }
            String text = type == null ? null : new String(type, UTF_8);
            if (text == null || !TYPES.contains(text)) {
                throw new UnreadableRecordException("ce_type: " + (text == null ? "missing" : Field.shown(text))
                        + " (expected: io.earshot.feedback.submitted.v1, withdrawn.v1 or erased.v1)");
            }
            return text;
        }
    }

    private static Headers headers(Header type, String id, Origin origin) {
        List<Header> headers = new ArrayList<>(8);
        headers.add(SPEC_VERSION_HEADER);
        headers.add(type);
        headers.add(new RecordHeader("ce_id", id.getBytes(UTF_8)));
        headers.add(SOURCE_HEADER);
        headers.add(new RecordHeader("ce_time", Times.write(origin.received()).getBytes(ISO_8859_1)));
        headers.add(JSON_HEADER);
        headers.add(origin.via() == Via.SUBMIT ? SUBMIT_HEADER : INGEST_HEADER);
        if (origin.madeId()) {
            headers.add(BY_SERVICE_HEADER);
        }
        return new RecordHeaders(headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static String store(ConsumerRecord<byte[], byte[]> message) {
        byte[] key = message.key();
        String store = key == null ? "" : new String(key, UTF_8);
        if (store.isBlank() || store.length() > STORE_CHARACTERS) {
            throw new UnreadableRecordException("key: " + (store.isBlank() ? "missing" : Field.shown(store))
                    + " (expected: the store, at most " + STORE_CHARACTERS + " characters)");
        }
        return store;
    }

    private static Instant received(ConsumerRecord<byte[], byte[]> message, byte @Nullable [] time) {
        if (time == null) {
            // the broker's time serves as well: it is as much part of the record
            return Instant.ofEpochMilli(message.timestamp());
        }
        String text = new String(time, UTF_8);
        try {
            return Times.parse(text);
        } catch (DateTimeException e) {
            throw new UnreadableRecordException("ce_time: " + Field.shown(text) + " (expected: an RFC 3339 time)");
        }
    }

    private static Via via(Attributes attributes) {
        return Arrays.equals(attributes.via(), SUBMIT_BYTES) ? Via.SUBMIT : Via.INGEST;
    }

    private static boolean isMadeId(Attributes attributes) {
        return Arrays.equals(attributes.idBy(), BY_SERVICE);
    }

    private static byte[] object(String name, String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty(name, value);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] json, String name) {
        JsonNode value = MAPPER.readTree(json).path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException(name + ": missing (expected: text)");
        }
        return value.stringValue();
    }
}
