package io.earshot.feedback;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The one JSON form of an item, written and read from the log as a stream: fast, and with messages that name the value.
 *
 * <p>What a client posts is read strictly, by {@link PostedJson}. What stands in the log is read leniently: a newer ingest service may write
 * fields that this version does not know.
 */
public final class FeedbackJson {

    /** The most bytes of one item as JSON: 16 KiB. */
    public static final int MOST_BYTES = 16 * 1024;

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private FeedbackJson() {}

    /**
     * Reads an item from the log.
     *
     * @throws InvalidFeedbackException naming every fault
     * @throws JacksonException if the text is not JSON
     */
    static Feedback readLogged(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            FeedbackDraft draft = new FeedbackDraft();
            parser.nextToken();
            ItemReader.lenient(parser, draft).readItem();
            Feedback feedback = draft.build();
            requireEnd(parser);
            return feedback;
        }
    }

    static void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new InvalidFeedbackException(
                    List.of(new Fault("", "more text after the item (expected: one JSON object)")), null);
        }
    }

    /** Writes an item; what is absent is left out. */
    public static byte[] write(Feedback feedback) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("id", feedback.id());
            json.writeNumberProperty("revision", feedback.revision());
            json.writeStringProperty("kind", feedback.kind().slug());
            writeOwn(json, feedback);
            text(json, "comment", feedback.comment());
            json.writeStringProperty("occurredAt", Times.write(feedback.occurredAt()));
            writeCustomer(json, feedback.customer());
            writeContext(json, feedback.context());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeOwn(JsonGenerator json, Feedback feedback) {
        if (feedback instanceof Survey survey) {
            json.writeStringProperty("metric", survey.metric().slug());
            json.writeNumberProperty("score", survey.score());
            json.writeStringProperty("scale", survey.scale().slug());
            text(json, "question", survey.question());
        } else if (feedback instanceof Review review) {
            json.writeNumberProperty("rating", review.rating());
            text(json, "title", review.title());
            text(json, "source", review.source());
        } else if (feedback instanceof Button button) {
            json.writeStringProperty("category", button.category().slug());
            Integer rating = button.rating();
            if (rating != null) {
                json.writeNumberProperty("rating", rating);
            }
        }
    }

    private static void writeCustomer(JsonGenerator json, @Nullable Customer customer) {
        if (customer == null) {
            return;
        }
        json.writeObjectPropertyStart("customer");
        text(json, "id", customer.id());
        text(json, "email", customer.email());
        text(json, "name", customer.name());
        if (!customer.tags().isEmpty()) {
            json.writeArrayPropertyStart("tags");
            customer.tags().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeContext(JsonGenerator json, Context context) {
        if (context.equals(Context.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("context");
        text(json, "channel", context.channel());
        text(json, "touchpoint", context.touchpoint());
        text(json, "product", context.product());
        text(json, "order", context.order());
        text(json, "aspect", context.aspect());
        text(json, "page", context.page());
        text(json, "locale", context.locale());
        text(json, "survey", context.survey());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
