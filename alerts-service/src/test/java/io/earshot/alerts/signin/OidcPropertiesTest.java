package io.earshot.alerts.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcPropertiesTest {

    @Test
    void isOffUnlessThereIsAnIssuer() {
        assertThat(new OidcProperties("", "", "", "groups").isOn()).isFalse();
        assertThat(new OidcProperties("https://login.shop.example/realms/shop", "earshot", "", "groups").isOn())
                .isTrue();
        assertThat(new OidcProperties("http://localhost:9000", "earshot", "", "groups").isOn())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.shop.example",
                "login.shop.example",
                "https://",
                "file:///etc",
                "http://localhost.shop.example"
            })
    void refusesAnIssuerThatAnybodyCouldSpeakFor(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OidcProperties(issuer, "earshot", "", "groups"))
                .withMessageStartingWith("EARSHOT_OIDC_ISSUER: " + issuer + " (expected: ");
    }

    @Test
    void refusesAnIssuerWithoutAClient() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OidcProperties("https://login.shop.example", " ", "", "groups"))
                .withMessageStartingWith("EARSHOT_OIDC_CLIENT_ID: missing");
    }

    @Test
    void keepsTheSecretOutOfWhatIsLogged() {
        assertThat(new OidcProperties("https://login.shop.example", "earshot", "hunter2", "groups").toString())
                .doesNotContain("hunter2");
    }
}
