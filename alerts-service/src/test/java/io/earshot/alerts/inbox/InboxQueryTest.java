package io.earshot.alerts.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class InboxQueryTest {

    @Test
    void leavesOutWhatCantBe() {
        InboxQuery query = InboxQuery.read(of("status", "closed", "severity", "", "colour", "red"));

        assertThat(query.isFiltered()).isFalse();
        assertThat(query.parameters()).isEqualTo(of("limit", "20"));
        assertThat(query.link("/")).isEqualTo("/");
    }

    @Test
    void tellsNobodyFromAnybody() {
        assertThat(InboxQuery.read(of("assignee", "-", "severity", "high")).parameters())
                .isEqualTo(of("severity", "high", "assignee", "", "limit", "50"));
        assertThat(InboxQuery.read(of("assignee", "")).parameters()).isEqualTo(of("limit", "20"));
    }

    @Test
    void staysAnAddressWhateverNamesThereAre() {
        InboxQuery query = InboxQuery.read(of("assignee", "Kim & {Lee}+å", "status", "open"));

        assertThat(query.link("/")).isEqualTo("/?status=open&assignee=Kim%20%26%20%7BLee%7D%2B%C3%A5");
    }

    private static MultiValueMap<String, String> of(String... parameters) {
        MultiValueMap<String, String> map = new LinkedMultiValueMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.add(parameters[i], parameters[i + 1]);
        }
        return map;
    }
}
