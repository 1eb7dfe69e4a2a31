package io.earshot.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class BodyTest {

    private static final int MOST = 16 * 1024;

    @Test
    void leavesABodyWithoutEncodingAsItIs() {
        byte[] body = {1, 2, 3};

        assertThat(Body.inflated(request(null), body, 2)).isSameAs(body);
        assertThat(Body.inflated(request("identity"), body, 2)).isSameAs(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void inflatesUpToTheBound(String encoding) throws IOException {
        byte[] largest = new byte[MOST];

        assertThat(Body.inflated(request(encoding), GunzipTest.gzip(largest), MOST))
                .isEqualTo(largest);
    }

    @Test
    void inflatesNoMoreThanTheBoundOfABomb() throws IOException {
        byte[] bomb = GunzipTest.gzip(new byte[100 * 1024 * 1024]);
        AtomicInteger taken = new AtomicInteger();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Body.inflated(request("gzip"), bomb, MOST, taken::addAndGet))
                .matches(e -> e.problem().status() == 413)
                .withMessage("the body has more than 16 KiB (expected: at most that)");
        assertThat(taken).hasValue(MOST + 1);
    }

    @Test
    void saysWhatIsWrongWithGzip() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Body.inflated(request("gzip"), "{}".getBytes(UTF_8), MOST))
                .matches(e -> e.problem().status() == 400)
                .withMessage("Content-Encoding: gzip, but no gzip header (expected: gzip)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, gzip", "deflate"})
    void refusesAnotherEncodingAndNamesTheOneThereIs(String encoding) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Body.requireType(request(encoding), MediaType.APPLICATION_JSON))
                .matches(e -> e.problem().status() == 415)
                .matches(e -> "gzip".equals(e.problem().headers().get("Accept-Encoding")))
                .withMessage("Content-Encoding: " + encoding + " (expected: gzip or none)");
    }

    private static ServerHttpRequest request(@Nullable String encoding) {
        MockServerHttpRequest.BodyBuilder request =
                MockServerHttpRequest.post("/").contentType(MediaType.APPLICATION_JSON);
        return (encoding == null ? request : request.header("Content-Encoding", encoding)).build();
    }
}
