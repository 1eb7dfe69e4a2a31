package io.earshot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionSealTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String HASH = KeyRing.hash("some key");

    private final SessionSeal seal = new SessionSeal("x".repeat(32));

    @Test
    void opensWhatItSealed() {
        Session session = new Session(HASH, "anna.öberg@shop.example", NOW.plusSeconds(1));

        assertThat(seal.open(seal.seal(session), NOW)).contains(session);
    }

    @Test
    void opensTheSessionOfAKeyThatStandsForNobodyInPerson() {
        Session session = new Session(HASH, null, NOW.plusSeconds(1));

        assertThat(seal.open(seal.seal(session), NOW)).contains(session);
    }

    @Test
    void opensNoneThatHasExpired() {
        String value = seal.seal(new Session(HASH, null, NOW));

        assertThat(seal.open(value, NOW)).isEmpty();
    }

    @Test
    void opensNoneOfAnotherSecret() {
        String value = new SessionSeal("y".repeat(32)).seal(new Session(HASH, null, NOW.plusSeconds(1)));

        assertThat(seal.open(value, NOW)).isEmpty();
    }

    @Test
    void opensWhatAnotherSecretSealedOnceItIsTold() {
        Session session = new Session(HASH, null, NOW.plusSeconds(1));
        SessionSeal other = new SessionSeal("y".repeat(32));

        SessionSeal both = seal.orOf("y".repeat(32));

        assertThat(both.open(other.seal(session), NOW)).contains(session);
        assertThat(both.open(seal.seal(session), NOW)).contains(session);
        assertThat(seal.open(both.seal(session), NOW)).contains(session);
        assertThat(both.open(new SessionSeal("z".repeat(32)).seal(session), NOW))
                .isEmpty();
    }

    @Test
    void opensNoneThatWasChangedInOnePlace() {
        String value = seal.seal(new Session(HASH, "anna", NOW.plusSeconds(1)));

        for (int place = 0; place < value.length(); place++) {
            char other = value.charAt(place) == 'A' ? 'B' : 'A';
            assertThat(seal.open(value.substring(0, place) + other + value.substring(place + 1), NOW))
                    .as("changed at %s", place)
                    .isEmpty();
        }
    }

    @Test
    void opensNothingThatIsNoSession() {
        for (String value : List.of("", ".", "....", "1.2.3", "x".repeat(100_000), "ü.ü")) {
            assertThat(seal.open(value, NOW)).as(value).isEmpty();
        }
    }

    @Test
    void refusesASecretThatCanBeGuessedWithoutTellingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionSeal("secret"))
                .withMessage("session secret of 6 characters (expected: at least 32, random)");
    }

    @Test
    void lastsNoLongerThanItsKey() {
        Session session = new Session(HASH, null, NOW);
        AccessKey key = new AccessKey("board", HASH, "shop", Set.of(Scope.READ), List.of(), null);

        assertThat(new KeyRing(List.of(key)).decide(session, Scope.READ)).isEqualTo(new Verdict.Granted(key));
        assertThat(new KeyRing(List.of(key)).decide(session, Scope.SUPPORT)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(new KeyRing(List.of()).decide(session, Scope.READ)).isInstanceOf(Verdict.Unknown.class);
    }
}
