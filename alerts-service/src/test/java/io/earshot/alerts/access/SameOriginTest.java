package io.earshot.alerts.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;

class SameOriginTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // what the browser says of the site decides alone
                "same-origin, -, true",
                "same-origin, https://elsewhere.example, true",
                "same-site, http://shop.example:8081, false",
                "cross-site, http://shop.example:8081, false",
                "none, http://shop.example:8081, false",
                "'', http://shop.example:8081, false",
                // without it the origin does
                "-, http://shop.example:8081, true",
                "-, http://shop.example, false",
                "-, https://shop.example:8081, false",
                "-, http://shop.example:8082, false",
                "-, http://shop.example:8081.elsewhere.example, false",
                "-, http://elsewhere.example, false",
                "-, null, false",
                "-, -, false"
            })
    void allowsAChangeFromThisOriginAlone(String site, String origin, boolean allowed) {
        BaseBuilder<?> request =
                MockServerHttpRequest.post("http://10.1.2.3:8081/v1/cases").header("Host", "shop.example:8081");
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            request.header("Origin", origin);
        }

        assertThat(SameOrigin.allows(request.build())).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void allowsWhatChangesNothingFromEverywhere(String method) {
        assertThat(SameOrigin.allows(MockServerHttpRequest.method(HttpMethod.valueOf(method), "/")
                        .header("Sec-Fetch-Site", "cross-site")
                        .build()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "TRACE", "SOMETHING"})
    void refusesEveryOtherMethodFromElsewhere(String method) {
        assertThat(SameOrigin.allows(MockServerHttpRequest.method(HttpMethod.valueOf(method), "/")
                        .header("Sec-Fetch-Site", "cross-site")
                        .build()))
                .isFalse();
    }

    @Test
    void knowsItsOriginBehindAProxyThatEndsTls() {
        BaseBuilder<?> request = MockServerHttpRequest.post("http://10.1.2.3:8081/sign-in")
                .header("Host", "Shop.example")
                .header("Origin", "https://shop.example")
                .header("X-Forwarded-Proto", "https");

        assertThat(SameOrigin.allows(request.build())).isTrue();
        assertThat(SameOrigin.isOverTls(request.build())).isTrue();
    }
}
