package io.earshot.alerts.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class WishTest {

    private static final String ME = "anna@shop.example";

    @Test
    void wantsOnlyWhatIsNotAsItWas() {
        Wish wish = read(
                "do",
                "edit",
                "edit-version",
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
                "low");

        assertThat(wish.version()).isEqualTo(3);
        assertThat(wish.patch()).hasToString("{\"assignee\":\"Kim\",\"severity\":\"high\"}");
        assertThat(wish.words()).isEqualTo("assign it to Kim, make its severity high");
    }

    @Test
    void takesAnEmptyFieldForNobody() {
        Wish wish = read("edit-version", "x", "assignee", "", "was-assignee", "Kim");

        assertThat(wish.version()).isZero();
        assertThat(wish.patch()).hasToString("{\"assignee\":null}");
        assertThat(wish.words()).isEqualTo("assign it to nobody");
    }

    @Test
    void knowsWhatCanStillBeDone() {
        Wish wish = read("do", "no-reply", "resolve-version", "1");

        assertThat(wish.words()).isEqualTo("resolve it, as no reply");
        assertThat(wish.isPossible("contacted")).isTrue();
        assertThat(wish.isPossible("resolved")).isFalse();
    }

    @Test
    void wantsWhatItsButtonSaysAndLeavesTheRestOfThePageAsTyped() {
        String[] page = {"version", "4", "edit-version", "3", "assignee", "Kim", "was-assignee", "", "text", "half a"};

        assertThat(read(page, "do", "acknowledged")).isEqualTo(new Wish(4, Map.of("status", "acknowledged")));
        assertThat(read(page, "do", "assign")).isEqualTo(new Wish(4, Map.of("assignee", ME)));
        assertThat(read(page, "do", "again", "again-version", "5", "again-team", "care"))
                .isEqualTo(new Wish(5, Map.of("team", "care")));
        Draft typed = Draft.typed(form(page));
        assertThat(typed.without(read(page, "do", "assign")).fields()).containsExactly(Map.entry("assignee", "Kim"));
        assertThat(typed.without(read(page, "do", "edit")).fields()).isEmpty();
        assertThat(typed.without(read(page, "do", "edit")).isBlank()).isFalse();
        assertThat(typed.without(read(page, "do", "edit")).withoutNote().isBlank())
                .isTrue();
    }

    private static Wish read(String[] fields, String... more) {
        return read(Stream.of(fields, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private static Wish read(String... fields) {
        return Wish.read(form(fields), ME);
    }

    private static MultiValueMap<String, String> form(String... fields) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.add(fields[i], fields[i + 1]);
        }
        return form;
    }
}
