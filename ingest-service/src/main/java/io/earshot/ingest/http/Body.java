package io.earshot.ingest.http;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The body of a request: of an expected type, in UTF-8, not compressed, and not larger than allowed. */
public final class Body {

    private static final byte[] NOTHING = {};

    private Body() {}

    /** The whole body as bytes. Fails with a {@link ProblemException} of status 413 or 415. */
    public static Mono<byte[]> read(ServerHttpRequest request, int mostBytes, MediaType... types) {
        return read(request, mostBytes, bytes -> {}, types);
    }

    /**
     * The whole body as bytes.
     *
     * @param arriving is told how many bytes came, each time some came; may refuse them with a {@link ProblemException}
     */
    public static Mono<byte[]> read(
            ServerHttpRequest request, int mostBytes, IntConsumer arriving, MediaType... types) {
        return Mono.defer(() -> {
            requireType(request, types);
            if (request.getHeaders().getContentLength() > mostBytes) {
                throw tooLarge(mostBytes);
            }
            Flux<DataBuffer> counted = request.getBody().handle((buffer, sink) -> {
                try {
                    arriving.accept(buffer.readableByteCount());
                    sink.next(buffer);
                } catch (ProblemException e) {
                    DataBufferUtils.release(buffer);
                    sink.error(e);
                }
            });
            return DataBufferUtils.join(counted, mostBytes)
                    .onErrorMap(DataBufferLimitException.class, e -> tooLarge(mostBytes))
                    .map(Body::bytes)
                    .defaultIfEmpty(NOTHING);
        });
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
        String encoding = request.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Content-Encoding", encoding, "none");
        }
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

    private static ProblemException tooLarge(int mostBytes) {
        return new ProblemException(
                Problem.tooLarge("the body has more than " + mostBytes / 1024 + " KiB (expected: at most that)"));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
