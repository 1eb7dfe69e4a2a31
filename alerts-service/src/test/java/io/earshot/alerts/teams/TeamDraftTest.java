package io.earshot.alerts.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.alerts.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

class TeamDraftTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Team read(String json) {
        return TeamDraft.read(MAPPER.readTree(json));
    }

    @Test
    void isCalledByItsNameAndWorksRoundTheClockUnlessItSaysOtherwise() {
        assertThat(read("{\"name\": \"care\"}")).isEqualTo(new Team("care", "care", List.of(), null, null, null));
    }

    @Test
    void readsAllThereIs() {
        Team team = read("""
                {"name": "care-se", "title": "Customer care, Sweden", "members": ["Kim", "Alex", "Kim"], "lead": "Kim",
                 "leadChannel": "6f1f1d4e-56a2-4d0e-9a53-0f8b0a6f5f10",
                 "hours": {"zone": "Europe/Stockholm", "mon": ["09:00-12:00", "13:00-24:00"], "tue": [],
                           "holidays": ["2026-12-28"]}}""");

        assertThat(team.members()).containsExactly("Kim", "Alex");
        assertThat(team.leadChannel()).hasToString("6f1f1d4e-56a2-4d0e-9a53-0f8b0a6f5f10");
        assertThat(team.hours().after(Instant.parse("2026-12-27T12:00:00Z"), Duration.ofHours(14)))
                .isEqualTo("2027-01-04T23:00:00Z");
    }

    @Test
    void namesEveryFaultAtOnce() {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> read("""
                        {"name": "Care!", "title": "", "members": ["", 7], "leadChannel": "x", "colour": 1,
                         "hours": {"zone": "Mars", "mon": ["9-17", "17:00-09:00", "00:00-24:01"], "xmas": [],
                                   "holidays": ["24 Dec"]}}"""));

        assertThat(problem).hasMessage("12 faults, see errors");
        assertThatThrownBy(() -> read("{\"name\": \"care\", \"hours\": {\"zone\": \"UTC\"}}"))
                .hasMessage("hours: 0 minutes a week (expected: at least 60)");
        assertThatThrownBy(() -> read("{\"name\": \"care\", \"hours\": {\"zone\": \"UTC\", \"mon\": [\"9-17\"]}}"))
                .hasMessageStartingWith("hours.mon[0]: 9-17 (expected: HH:mm-HH:mm");
        assertThatThrownBy(() -> read("{\"name\": 5}")).hasMessageStartingWith("name: 5 (expected: ");
        assertThatThrownBy(() -> read("{\"name\": \"care\", \"hours\": {\"zone\": -1, \"mon\": [\"09:00-17:00\"]}}"))
                .hasMessageStartingWith("hours.zone: -1 (expected: ");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("not an object");
    }

    @Test
    void wantsTheLeadsChannelToBeThere() {
        String id = "6f1f1d4e-56a2-4d0e-9a53-0f8b0a6f5f10";
        JsonNode json = MAPPER.readTree("{\"name\": \"care\", \"leadChannel\": \"" + id + "\"}");

        assertThat(TeamDraft.read(json, UUID.fromString(id)::equals).leadChannel())
                .hasToString(id);
        assertThat(TeamDraft.read(json).leadChannel()).as("as it is kept").hasToString(id);
        assertThatThrownBy(() -> TeamDraft.read(json, channel -> false))
                .hasMessage("leadChannel: " + id + " (expected: the id of a channel of the store)");
    }

    @Test
    void changesWhatIsGivenAndTakesAwayWhatIsNull() {
        ObjectNode before = (ObjectNode)
                MAPPER.readTree("{\"name\": \"care\", \"title\": \"Care\", \"lead\": \"Kim\", \"members\": [\"Kim\"]}");

        ObjectNode after = TeamDraft.changed(before, MAPPER.readTree("{\"lead\": null, \"title\": \"Help\"}"));

        assertThat(TeamDraft.read(after)).isEqualTo(new Team("care", "Help", List.of("Kim"), null, null, null));
        assertThatThrownBy(() -> TeamDraft.changed(before, MAPPER.readTree("{\"name\": \"help\"}")))
                .hasMessage("name: help (expected: care, it stays)");
        assertThatThrownBy(() -> TeamDraft.read(TeamDraft.changed(before, MAPPER.readTree("{\"laed\": null}"))))
                .hasMessageStartingWith("laed: unknown field");
    }
}
