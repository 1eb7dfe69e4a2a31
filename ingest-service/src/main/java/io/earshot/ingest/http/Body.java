package io.earshot.ingest.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** The body of a request: of an expected type, in UTF-8, as it is or as gzip, and not larger than allowed before and after inflating. */
public final class Body {

    private static final byte[] NOTHING = {};

    /** How much is inflated before room for more is made. */
    private static final int STEP = 8 * 1024;

    private Body() {}

    /** The whole body as bytes, still encoded. Fails with a {@link ProblemException} of status 408, 413 or 415. */
    public static Mono<byte[]> read(ServerHttpRequest request, int mostBytes, MediaType... types) {
        return read(request, mostBytes, bytes -> {}, types);
    }

    /**
     * The whole body as bytes, still encoded.
     *
     * @param arriving is told how many bytes came, each time some came; may refuse them with a {@link ProblemException}
     */
    public static Mono<byte[]> read(
            ServerHttpRequest request, int mostBytes, IntConsumer arriving, MediaType... types) {
        return Mono.create(sink -> {
            requireType(request, types);
            long expected = request.getHeaders().getContentLength();
            if (expected > mostBytes) {
                throw tooLarge(mostBytes);
            }
            BodyCollector collector = new BodyCollector(sink, expected, mostBytes, arriving);
            SlowRequests.whenExpired(request, () -> collector.fail(late()));
            sink.onDispose(collector);
            request.getBody().subscribe(collector);
        });
    }

    private static ProblemException late() {
        return new ProblemException(
                Problem.timeout("the body did not come to its end in time (expected: all of it at once)"));
    }

    /**
     * Checks what the headers say of the body.
     *
     * @throws ProblemException of status 415
     */
    public static void requireType(ServerHttpRequest request, MediaType... types) {
        MediaType type = type(request);
        if (type == null || Arrays.stream(types).noneMatch(type::equalsTypeAndSubtype)) {
            throw unsupported("Content-Type", type == null ? "missing" : type.toString(), expected(types));
        }
        String charset = type.getParameter("charset");
        if (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
            throw unsupported("Content-Type", type.toString(), "UTF-8");
        }
        String encoding = encoding(request);
        if (encoding != null && !encoding.equalsIgnoreCase("identity") && !isGzip(request)) {
            throw new ProblemException(
                    Problem.unsupportedEncoding("Content-Encoding: " + encoding + " (expected: gzip or none)"));
        }
    }

    /** Whether the body comes as gzip. */
    public static boolean isGzip(ServerHttpRequest request) {
        String encoding = encoding(request);
        return encoding != null && (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip"));
    }

    /** What the body says once it is inflated, or as it is. Fails like {@link #inflated(ServerHttpRequest, byte[], int, IntConsumer)}. */
    public static byte[] inflated(ServerHttpRequest request, byte[] body, int mostBytes) {
        return inflated(request, body, mostBytes, bytes -> {});
    }

    /**
     * What the body says once it is inflated, or as it is. Work for a processor: large bodies do not belong on an event loop.
     *
     * @param mostBytes no more than that is ever inflated, and one to know that there are more
     * @param growing is told of the memory that is taken, before it is; may refuse it with a {@link ProblemException}
     * @throws ProblemException of status 413, or of 400 if the body is not gzip from its first byte to its last
     */
    public static byte[] inflated(ServerHttpRequest request, byte[] body, int mostBytes, IntConsumer growing) {
        if (!isGzip(request)) {
            return body;
        }
        try (Gunzip gunzip = new Gunzip(new ByteArrayInputStream(body))) {
            byte[] inflated = NOTHING;
            int size = 0;
            while (true) {
                if (size == inflated.length) {
                    int room = Math.min(mostBytes + 1, Math.max(STEP, 2 * size));
                    growing.accept(room - size);
                    inflated = Arrays.copyOf(inflated, room);
                }
                int count = gunzip.read(inflated, size, inflated.length - size);
                if (count < 0) {
                    return Arrays.copyOf(inflated, size);
                }
                size += count;
                if (size > mostBytes) {
                    throw tooLarge(mostBytes);
                }
            }
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.malformed("Content-Encoding: gzip, but " + e.getMessage() + " (expected: gzip)"));
        }
    }

    private static @Nullable String encoding(ServerHttpRequest request) {
        return request.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
    }

    private static @Nullable MediaType type(ServerHttpRequest request) {
        try {
            return request.getHeaders().getContentType();
        } catch (InvalidMediaTypeException e) {
            throw unsupported("Content-Type", String.valueOf(e.getMediaType()), "a media type");
        }
    }

    private static String expected(MediaType... types) {
        return List.of(types).stream().map(MediaType::toString).collect(Collectors.joining(" or "));
    }

    private static ProblemException unsupported(String header, String value, String expected) {
        return new ProblemException(
                Problem.unsupportedMediaType(header + ": " + value + " (expected: " + expected + ")"));
    }

    static ProblemException tooLarge(int mostBytes) {
        return new ProblemException(
                Problem.tooLarge("the body has more than " + mostBytes / 1024 + " KiB (expected: at most that)"));
    }
}
