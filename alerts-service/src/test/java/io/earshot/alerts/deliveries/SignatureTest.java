package io.earshot.alerts.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.channels.WebhookSecret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

    /** The vector that the reference libraries of Standard Webhooks test against. */
    @Test
    void isThatOfThePublishedVector() {
        WebhookSecret secret =
                WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();

        String signature = Signature.of(
                secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqr",
                "whsec_not base64 at all, no"
            })
    void takesNoSecretThatIsNone(String written) {
        assertThat(WebhookSecret.of(written)).isEmpty();
    }
}
