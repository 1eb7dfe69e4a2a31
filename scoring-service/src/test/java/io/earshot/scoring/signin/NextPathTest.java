package io.earshot.scoring.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class NextPathTest {

    private static final URI HERE = URI.create("https://here.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/cases/0197-a",
                "/?metric=nps&window=30d",
                "/?segment=touchpoint:delivery",
                "/?text=%C3%B6l%20%26%20mer",
                "/a//b",
                "/%2F/elsewhere.example",
                "/%5Celsewhere.example",
                "/@elsewhere.example",
                "/http://elsewhere.example"
            })
    void keepsAPageOfThisService(String path) {
        assertThat(NextPath.of(path).path()).isEqualTo(path);
        assertThat(HERE.resolve(NextPath.of(path).path()).getHost()).isEqualTo("here.example");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "//elsewhere.example",
                "///elsewhere.example",
                "/\\elsewhere.example",
                "\\\\elsewhere.example",
                "/a\\b",
                "https://elsewhere.example",
                "https:elsewhere.example",
                "javascript:alert(1)",
                "elsewhere.example",
                " //elsewhere.example",
                "%2F%2Felsewhere.example",
                "/\t/elsewhere.example",
                "/\n/elsewhere.example",
                "/\r\nSet-Cookie: a=b",
                "/\u0000",
                "/\u2028",
                "/ö",
                "/{a}",
                "/%zz",
                "/%",
                "/sign-in",
                "/sign-in?next=/sign-in",
                "/sign-out"
            })
    void leadsToTheFirstPageInsteadOfElsewhere(String text) {
        assertThat(NextPath.of(text)).isEqualTo(NextPath.HOME);
    }

    @Test
    void leadsToTheFirstPageWhereAPathIsEndless() {
        assertThat(NextPath.of("/" + "a".repeat(2_000))).isEqualTo(NextPath.HOME);
    }

    @ParameterizedTest
    @CsvSource({"/, /sign-in", "/?metric=nps&window=7d, /sign-in?next=%2F%3Fmetric%3Dnps%26window%3D7d"})
    void isToldToTheSignIn(String path, String signIn) {
        assertThat(NextPath.of(path).signIn()).hasToString(signIn);
    }

    @Test
    void isThePageThatWasAskedFor() {
        assertThat(NextPath.askedFor(MockServerHttpRequest.method(
                                        HttpMethod.GET, URI.create("http://here.example/cases?text=%C3%B6l"))
                                .build())
                        .path())
                .isEqualTo("/cases?text=%C3%B6l");
        assertThat(NextPath.askedFor(
                        MockServerHttpRequest.post("http://here.example/cases").build()))
                .isEqualTo(NextPath.HOME);
    }

    @ParameterizedTest
    @CsvSource({
        "http://here.example/cases?status=open, /cases?status=open",
        "https://elsewhere.example//elsewhere.example, /",
        "mailto:somebody, /",
        "'http://[', /"
    })
    void isThePageAroundAPart(String page, String next) {
        assertThat(NextPath.askedFor(MockServerHttpRequest.post("http://here.example/part")
                                .header("HX-Current-URL", page)
                                .build())
                        .path())
                .isEqualTo(next);
    }
}
