package io.earshot.alerts.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class WishTest {

    @Test
    void wantsOnlyWhatIsNotAsItWas() {
        Wish wish = Wish.read(form(
                "version",
                "3",
                "assignee",
                " Kim ",
                "was-assignee",
                "",
                "team",
                "care",
                "was-team",
                "care",
                "severity",
                "high",
                "was-severity",
                "low"));

        assertThat(wish.version()).isEqualTo(3);
        assertThat(wish.patch()).hasToString("{\"assignee\":\"Kim\",\"severity\":\"high\"}");
        assertThat(wish.words()).isEqualTo("assign it to Kim, make its severity high");
    }

    @Test
    void takesAnEmptyFieldForNobody() {
        Wish wish = Wish.read(form("version", "x", "assignee", "", "was-assignee", "Kim"));

        assertThat(wish.version()).isZero();
        assertThat(wish.patch()).hasToString("{\"assignee\":null}");
        assertThat(wish.words()).isEqualTo("assign it to nobody");
    }

    @Test
    void knowsWhatCanStillBeDone() {
        Wish wish = Wish.read(form("version", "1", "status", "resolved", "outcome", "no-reply"));

        assertThat(wish.words()).isEqualTo("resolve it, as no reply");
        assertThat(wish.isPossible("contacted")).isTrue();
        assertThat(wish.isPossible("resolved")).isFalse();
    }

    private static MultiValueMap<String, String> form(String... fields) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.add(fields[i], fields[i + 1]);
        }
        return form;
    }
}
