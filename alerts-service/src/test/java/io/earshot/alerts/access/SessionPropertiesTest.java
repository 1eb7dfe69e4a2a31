package io.earshot.alerts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPropertiesTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";
    private static final Duration LASTS = Duration.ofHours(12);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Session SESSION = new Session(KeyRing.hash("key"), null, NOW.plusSeconds(60));

    @Test
    void sealsForWhoHasTheSameSecret() {
        String sealed = new SessionProperties(SECRET, "", "", LASTS).seal().seal(SESSION);

        assertThat(new SessionProperties(SECRET, "", "shop.example", LASTS)
                        .seal()
                        .open(sealed, NOW))
                .contains(SESSION);
    }

    @Test
    void sealsForItselfAloneWithoutASecret() {
        String sealed = new SessionProperties("", "", "", LASTS).seal().seal(SESSION);

        assertThat(new SessionProperties("", "", "", LASTS).seal().open(sealed, NOW))
                .isEmpty();
    }

    @Test
    void takesWhatTheSecondSecretSealedAndSealsWithTheFirst() {
        SessionSeal former = new SessionProperties(SECRET, "", "", LASTS).seal();
        SessionSeal both = new SessionProperties(OTHER_SECRET, SECRET, "", LASTS).seal();
        SessionSeal latter = new SessionProperties(OTHER_SECRET, "", "", LASTS).seal();

        assertThat(both.open(former.seal(SESSION), NOW)).contains(SESSION);
        assertThat(latter.open(both.seal(SESSION), NOW)).contains(SESSION);
        assertThat(latter.open(former.seal(SESSION), NOW)).isEmpty();
    }

    @Test
    void refusesAShortSecondSecretWithoutTellingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionProperties(SECRET, "hunter2", "", LASTS))
                .withMessageStartingWith("EARSHOT_SESSION_SECOND_SECRET: ")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void refusesAShortSecretWithoutTellingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionProperties("hunter2", "", "", LASTS))
                .withMessageStartingWith("EARSHOT_SESSION_SECRET: ")
                .withMessageContaining("7 characters (expected: at least 32")
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://shop.example", ".shop.example", "shop.example; Secure", "shop example", "shop..example"
            })
    void refusesADomainThatIsNone(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionProperties(SECRET, "", domain, LASTS))
                .withMessageStartingWith("EARSHOT_SESSION_DOMAIN: " + domain + " (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59S", "P31D", "-PT1H"})
    void refusesATimeThatIsNone(String lasts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionProperties(SECRET, "", "", Duration.parse(lasts)))
                .withMessageEndingWith(" (expected: 1m to 30d)");
    }

    @Test
    void keepsTheSecretOutOfWhatIsLogged() {
        assertThat(new SessionProperties(SECRET, "", "", LASTS).toString()).doesNotContain(SECRET);
    }
}
