package io.earshot.ingest.asking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.ServerResponse.BodyBuilder;
import reactor.core.publisher.Mono;

/**
 * A file that any page may load, made and compressed once at the start. Its address is not that of a version, so it is kept for an hour, shown a
 * day longer while a new one is fetched, and a week longer where none can be had.
 */
final class Asset {

    private static final CacheControl CACHE = CacheControl.maxAge(Duration.ofHours(1))
            .cachePublic()
            .staleWhileRevalidate(Duration.ofDays(1))
            .staleIfError(Duration.ofDays(7));

    private final MediaType type;
    private final byte[] plain;
    private final byte[] gzip;
    private final String hash;

    /** @param parts what the file consists of; each is compressed with a code of its own, which pays where their letters differ */
    Asset(String type, List<String> parts) {
        this.type = new MediaType(MediaType.parseMediaType(type), UTF_8);
        this.plain = String.join("", parts).getBytes(UTF_8);
        this.gzip = compress(parts);
        this.hash = hash(plain);
    }

    /** The size as most browsers get it, in bytes. */
    int compressedSize() {
        return gzip.length;
    }

    /** Names the content: another one has another name. */
    String hash() {
        return hash;
    }

    String text() {
        return new String(plain, UTF_8);
    }

    /** The file as the request takes it, or 304 if the client has it. */
    Mono<ServerResponse> answer(ServerRequest request) {
        HttpHeaders told = request.exchange().getResponse().getHeaders();
        // the same for every page, so that one copy in a cache serves all origins
        told.remove(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS);
        told.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
        boolean isGzip = takesGzip(request.exchange().getRequest());
        BodyBuilder answer = ServerResponse.ok()
                .contentType(type)
                .cacheControl(CACHE)
                .eTag('"' + hash + (isGzip ? "-gzip\"" : "\""))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("X-Content-Type-Options", "nosniff");
        return isGzip ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").bodyValue(gzip) : answer.bodyValue(plain);
    }

    private static boolean takesGzip(ServerHttpRequest request) {
        for (String line : request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT_ENCODING)) {
            for (String coding : line.toLowerCase(Locale.ROOT).replace(" ", "").split(",")) {
                boolean isRefused = coding.matches("gzip;q=0(\\.0*)?");
                if (!isRefused && (coding.equals("gzip") || coding.startsWith("gzip;"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] compress(List<String> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new Smallest(bytes)) {
            for (String part : parts) {
                // ends the code of what came before, and keeps what it said within reach
                gzip.flush();
                gzip.write(part.getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Smallest extends GZIPOutputStream {

        Smallest(OutputStream out) throws IOException {
            super(out, true);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
