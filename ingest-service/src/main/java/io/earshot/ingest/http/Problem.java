package io.earshot.ingest.http;

import io.earshot.feedback.Fault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JsonGenerator;

/**
 * What went wrong, as RFC 9457 tells it.
 *
 * @param slug names the type: the last part of {@code urn:problem-type:earshot:slug}
 * @param status of the answer, 400 to 599
 * @param title the type for people, the same for every problem of the type
 * @param detail this problem for people
 * @param errors what is wrong with which field; empty where no input is at fault
 * @param retry the item to send again, null where sending it again changes nothing
 * @param headers what the answer carries besides
 */
public record Problem(
        String slug,
        int status,
        String title,
        String detail,
        List<Fault> errors,
        @Nullable Retry retry,
        Map<String, String> headers) {

    /** How long a client should wait after a 503, in seconds; a broker's restart takes some. */
    static final String RETRY_AFTER_SECONDS = "1";

    private static final String TYPE = "urn:problem-type:earshot:";

    /**
     * An item that was not accepted but may still land.
     *
     * @param id to send it again with, also where the service made it
     */
    public record Retry(String id, int revision) {}

    Problem(String slug, int status, String title, String detail) {
        this(slug, status, title, detail, List.of(), null, Map.of());
    }

    /** 400: fields or parameters break the contract. */
    public static Problem invalid(String detail, List<Fault> errors) {
        return new Problem("invalid-input", 400, "The input breaks the contract", detail, errors, null, Map.of());
    }

    /** 400: the body can't be read at all. */
    public static Problem malformed(String detail) {
        return new Problem("malformed-body", 400, "The body can't be read", detail);
    }

    /** 401 with its challenge. */
    public static Problem unauthorized(String detail) {
        return new Problem("unauthorized", 401, "No valid access key", detail)
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"earshot\"");
    }

    /** 403. */
    public static Problem forbidden(String detail) {
        return new Problem("forbidden", 403, "The access key does not allow this", detail);
    }

    /** 403: the preflight of a page whose origin no access key lists. */
    public static Problem originNotListed(String origin) {
        return new Problem(
                "forbidden",
                403,
                "The access key does not allow this",
                "origin \"" + origin + "\" (expected: one that an access key lists)");
    }

    /** 404: no route has such a path. */
    static Problem notFound(String path) {
        return new Problem("not-found", 404, "Not found", path + " (expected: a path of GET /v3/api-docs)");
    }

    /** 405 with the methods there are. */
    public static Problem methodNotAllowed(String method, String allowed) {
        return new Problem("method-not-allowed", 405, "Method not allowed", method + " (expected: " + allowed + ")")
                .with(HttpHeaders.ALLOW, allowed);
    }

    /** 408: the body did not come in time. It ends the connection, on which the rest could still come. */
    public static Problem timeout(String detail) {
        return new Problem("timeout", 408, "The request took too long", detail).with(HttpHeaders.CONNECTION, "close");
    }

    /** 413. */
    public static Problem tooLarge(String detail) {
        return new Problem("too-large", 413, "Too large", detail);
    }

    /** 415. */
    public static Problem unsupportedMediaType(String detail) {
        return new Problem("unsupported-media-type", 415, "Unsupported media type", detail);
    }

    /** 415 with the encodings there are. */
    public static Problem unsupportedEncoding(String detail) {
        return unsupportedMediaType(detail).with(HttpHeaders.ACCEPT_ENCODING, "gzip");
    }

    /** 429 with {@code Retry-After}. @param waitSeconds until as much will be accepted, at least 1 */
    public static Problem rateLimited(String detail, long waitSeconds) {
        return new Problem("rate-limited", 429, "Too many items", detail)
                .with(HttpHeaders.RETRY_AFTER, Long.toString(waitSeconds));
    }

    /** 503 with {@code Retry-After}. */
    public static Problem unavailable(String detail) {
        return new Problem("unavailable", 503, "Not available for the moment", detail)
                .with(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    /** 503: Kafka did not confirm the item in time, or there is no room for it. */
    public static Problem notPublished(String id, int revision) {
        Problem problem = unavailable("The item is not known to be stored. Send it again with this id and revision.");
        return new Problem(
                problem.slug,
                problem.status,
                problem.title,
                problem.detail,
                List.of(),
                new Retry(id, revision),
                problem.headers);
    }

    private Problem with(String header, String value) {
        return new Problem(slug, status, title, detail, errors, retry, Map.of(header, value));
    }

    /** Writes the problem as a JSON object. */
    public void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", TYPE + slug);
        json.writeStringProperty("title", title);
        json.writeNumberProperty("status", status);
        json.writeStringProperty("detail", detail);
        if (!errors.isEmpty()) {
            writeErrors(json, errors);
        }
        if (retry != null) {
            json.writeStringProperty("id", retry.id());
            json.writeNumberProperty("revision", retry.revision());
        }
        json.writeEndObject();
    }

    /** Writes the property {@code errors} into an open JSON object. */
    public static void writeErrors(JsonGenerator json, List<Fault> errors) {
        json.writeArrayPropertyStart("errors");
        for (Fault error : errors) {
            json.writeStartObject();
            json.writeStringProperty("field", error.field());
            json.writeStringProperty("message", error.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
