package io.earshot.alerts.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcAttemptTest {

    @Test
    void comesBackAsItWas() {
        OidcAttempt attempt = OidcAttempt.begin(NextPath.of("/?metric=nps&text=%C3%B6l"));

        OidcAttempt back = OidcAttempt.of(attempt.written()).orElseThrow();

        assertThat(back.state()).isEqualTo(attempt.state());
        assertThat(back.nonce()).isEqualTo(attempt.nonce());
        assertThat(back.verifier().getValue()).isEqualTo(attempt.verifier().getValue());
        assertThat(back.next()).isEqualTo(attempt.next());
        assertThat(attempt.written()).matches("[A-Za-z0-9._-]+");
    }

    @Test
    void isNeverTheSameTwice() {
        OidcAttempt one = OidcAttempt.begin(NextPath.HOME);
        OidcAttempt other = OidcAttempt.begin(NextPath.HOME);

        assertThat(one.state()).isNotEqualTo(other.state());
        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.verifier().getValue()).isNotEqualTo(other.verifier().getValue());
    }

    @Test
    void leadsToNoPageElsewhere() {
        String[] parts = OidcAttempt.begin(NextPath.HOME).written().split("\\.");
        String planted = String.join(".", parts[0], parts[1], parts[2], "Ly9ldmlsLmV4YW1wbGU");

        assertThat(OidcAttempt.of(planted).orElseThrow().next()).isEqualTo(NextPath.HOME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "...",
                "a.b.c",
                "a.b.short.Lw",
                "a.b.c.d.e",
                "a.b.0123456789012345678901234567890123456789abc.?"
            })
    void isNothingThatWasNotWritten(String text) {
        assertThat(OidcAttempt.of(text)).isEmpty();
    }
}
