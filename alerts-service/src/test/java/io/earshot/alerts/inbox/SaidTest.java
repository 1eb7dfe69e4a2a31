package io.earshot.alerts.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaidTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example/orders/551?a=b#c", "http://shop.example"})
    void leadsToPagesOfTheWeb(String page) {
        assertThat(Said.isWebAddress(page)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//shop.example",
                "https:shop",
                "https://shop.example@evil.example/",
                "https://a b",
                "checkout"
            })
    void leadsNowhereElse(String page) {
        assertThat(Said.isWebAddress(page)).isFalse();
    }
}
