package io.earshot.alerts.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.pace.Pace.StormLimit;
import io.earshot.alerts.problem.FieldFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

class PaceTest {

    private static final String NIGHTS = "{'zone': 'Europe/Stockholm', 'quiet': [{'from': '20:00', 'to': '08:00'}]}";
    private static final String WEEKENDS =
            "{'quiet': [{'from': '20:00', 'to': '08:00'}, {'from': '00:00', 'to': '00:00', 'days': ['sat', 'sun']}]}";

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T18:59:59Z, 2026-11-20T18:59:59Z", // 19:59:59 in Stockholm
        "2026-11-20T19:00:00Z, 2026-11-21T07:00:00Z",
        "2026-11-21T06:59:59Z, 2026-11-21T07:00:00Z",
        "2026-11-21T07:00:00Z, 2026-11-21T07:00:00Z",
        "2026-03-28T20:00:00Z, 2026-03-29T06:00:00Z", // the night with an hour less
        "2026-10-24T19:00:00Z, 2026-10-25T07:00:00Z", // the night with an hour more
        "2026-10-25T00:30:00Z, 2026-10-25T07:00:00Z",
        "2026-10-25T01:30:00Z, 2026-10-25T07:00:00Z"
    })
    void keepsQuietByTheClockOnTheWall(Instant at, Instant open) {
        assertThat(pace(NIGHTS).open(at)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T21:00:00Z, 2026-11-23T08:00:00Z", // from Friday evening to Monday morning
        "2026-11-21T12:00:00Z, 2026-11-23T08:00:00Z",
        "2026-11-19T21:00:00Z, 2026-11-20T08:00:00Z"
    })
    void joinsQuietHoursThatFollowOnEachOther(Instant at, Instant open) {
        assertThat(pace(WEEKENDS).open(at)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T18:00:00Z, 2026-11-20T18:00:00Z",
        "2026-11-20T18:00:00.001Z, 2026-11-20T19:00:00Z",
        "2026-11-20T18:00:00.000001Z, 2026-11-20T19:00:00Z",
        "2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        "2026-10-25T00:30:00Z, 2026-10-25T01:00:00Z"
    })
    void gathersByTheHour(Instant at, Instant open) {
        assertThat(pace("{'zone': 'Europe/Stockholm', 'digest': {'every': '1h'}}")
                        .open(at))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T07:59:00Z, 2026-11-20T08:00:00Z",
        "2026-11-20T08:00:01Z, 2026-11-20T15:00:00Z",
        "2026-11-20T16:00:00Z, 2026-11-21T08:00:00Z",
        "2026-03-28T16:00:00Z, 2026-03-29T07:00:00Z",
        "2026-10-24T16:00:00Z, 2026-10-25T08:00:00Z"
    })
    void gathersUntilATimeOfDay(Instant at, Instant open) {
        assertThat(pace("{'zone': 'Europe/Stockholm', 'digest': {'at': ['16:00', '09:00']}}")
                        .open(at))
                .isEqualTo(open);
    }

    @Test
    void letsADigestInQuietHoursLeaveAtTheirEnd() {
        Pace pace = pace("{'digest': {'at': ['03:00']}, 'quiet': [{'from': '20:00', 'to': '08:00'}]}");

        assertThat(pace.open(Instant.parse("2026-11-20T12:00:00Z"))).isEqualTo("2026-11-21T08:00:00Z");
    }

    @Test
    void controlsStormsUnlessToldNotTo() {
        assertThat(PaceJson.read(null).pace().storm()).isEqualTo(new StormLimit(30, Duration.ofMinutes(10)));
        assertThat(pace("{}").storm()).isEqualTo(new StormLimit(30, Duration.ofMinutes(10)));
        assertThat(pace("{'storm': null}").storm()).isNull();
        assertThat(pace("{'storm': {'most': 5, 'within': '1h'}}").storm())
                .isEqualTo(new StormLimit(5, Duration.ofHours(1)));
    }

    @Test
    void namesEveryFault() {
        List<FieldFault> faults = PaceJson.read(json("""
                {'zone': 'Stockholm', 'digest': {'every': '0m'}, 'quiet': [{'from': '25:00', 'days': ['sunday']}],
                 'perCustomer': 60, 'storm': {'most': 0, 'within': '10m', 'x': 1}, 'hush': true}""")).faults();

        assertThat(faults)
                .extracting(FieldFault::field)
                .containsExactlyInAnyOrder(
                        "pace.zone",
                        "pace.digest.every",
                        "pace.quiet[0].from",
                        "pace.quiet[0].to",
                        "pace.quiet[0].days",
                        "pace.perCustomer",
                        "pace.storm.most",
                        "pace.storm.x",
                        "pace.hush");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.message()).contains("(expected: "));
    }

    @Test
    void refusesAWeekWithoutATimeToTell() {
        assertThat(PaceJson.read(json("{'quiet': [{'from': '08:00', 'to': '08:00'}]}"))
                        .faults())
                .extracting(FieldFault::field)
                .containsExactly("pace.quiet");
    }

    private static Pace pace(String json) {
        PaceJson.Read read = PaceJson.read(json(json));
        assertThat(read.faults()).isEmpty();
        return read.pace();
    }

    private static tools.jackson.databind.JsonNode json(String json) {
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }
}
