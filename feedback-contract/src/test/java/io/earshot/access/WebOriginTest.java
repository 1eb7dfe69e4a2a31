package io.earshot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example,         https://shop.example",
        "https://Shop.example/,        https://shop.example",
        "HTTPS://SHOP.EXAMPLE:443,     https://shop.example",
        "http://shop.example:80/,      http://shop.example",
        "http://shop.example:443,      http://shop.example:443",
        "https://shop.example:08443,   https://shop.example:8443",
        "http://localhost:8080,        http://localhost:8080",
        "http://127.0.0.1:3000,        http://127.0.0.1:3000",
        "http://[::1]:8080,            http://[::1]:8080",
        "https://my_shop.example,      https://my_shop.example",
        "https://xn--bcher-kva.example,https://xn--bcher-kva.example",
        "capacitor://localhost,        capacitor://localhost",
    })
    void isWrittenAsBrowsersSendIt(String written, String sent) {
        assertThat(WebOrigin.canonical(written)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "*",
                "shop.example",
                "//shop.example",
                "https://",
                "https://*.shop.example",
                "https://shop.example/orders",
                "https://shop.example?",
                "https://user@shop.example",
                "https://shop.example:0",
                "https://shop.example:65536",
                "https://shop.example:",
                "https://bücher.example",
                " https://shop.example",
                "https://shop.example\n",
            })
    void isNotAnyText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebOrigin.canonical(text))
                .withMessageStartingWith("origin \"" + text + "\" (expected: scheme://host");
    }

    @Test
    void staysWhatItIsWhenItIsReadAgain() {
        String origin = WebOrigin.canonical("HTTPS://Shop.example:443/");

        assertThat(WebOrigin.canonical(origin)).isEqualTo(origin);
    }
}
