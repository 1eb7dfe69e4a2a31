package io.earshot.scoring.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagePropertiesTest {

    @Test
    void takesAnAddressOrNone() {
        assertThat(new PageProperties("https://inbox.shop.example/").inboxUrl())
                .isEqualTo("https://inbox.shop.example/");
        assertThat(new PageProperties(" ").inboxUrl()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"inbox.shop.example", "javascript:alert(1)", "//inbox.shop.example", "https://", "https://a b"})
    void refusesWhatIsNoAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageProperties(url))
                .withMessageStartingWith("EARSHOT_INBOX_URL: " + url + " (expected: ");
    }
}
