package io.earshot.scoring.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.feedback.Fault;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class AuditQueryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:17:30Z"), ZoneOffset.UTC);
    private static final Horizon FOR_GOOD = new Horizon(Duration.ZERO, CLOCK);

    @Test
    void roundsOutwardToDaysUpToNow() {
        assertThat(parse("from=2026-11-03T12:00:00Z", FOR_GOOD))
                .isEqualTo(
                        new AuditQuery(Instant.parse("2026-11-03T00:00:00Z"), Instant.parse("2026-11-22T00:00:00Z")));
        assertThat(parse("from=2026-10-03T00:00:00Z&to=2026-10-04T00:00:00Z", FOR_GOOD))
                .isEqualTo(
                        new AuditQuery(Instant.parse("2026-10-03T00:00:00Z"), Instant.parse("2026-10-04T00:00:00Z")));
    }

    @Test
    void namesEveryFault() {
        assertThat(faults("to=yesterday&since=1", FOR_GOOD))
                .containsExactlyInAnyOrder(
                        new Fault("since", "unknown parameter (expected: one of from, to)"),
                        new Fault("from", "missing (expected: an RFC 3339 time)"),
                        new Fault("to", "\"yesterday\" (expected: an RFC 3339 time such as 2026-11-21T10:15:00Z)"));
    }

    @Test
    void refusesATimeThatIsGivenTwice() {
        assertThat(faults("from=2026-11-03T12:00:00Z&from=2026-11-04T12:00:00Z", FOR_GOOD))
                .containsExactly(new Fault("from", "given 2 times (expected: once)"));
    }

    @Test
    void refusesMoreThanAMonth() {
        assertThat(faults("from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z", FOR_GOOD))
                .containsExactly(new Fault("from", "59 days up to to (expected: at most 31 whole days)"));
    }

    @Test
    void refusesDaysOfWhichSomethingMayHaveExpired() {
        Horizon tenDays = new Horizon(Duration.ofDays(10), CLOCK);

        assertThat(parse("from=2026-11-12T00:00:00Z", tenDays).from()).isEqualTo("2026-11-12T00:00:00Z");
        assertThat(faults("from=2026-11-11T23:59:00Z", tenDays))
                .containsExactly(
                        new Fault(
                                "from",
                                "2026-11-11T23:59:00Z (expected: not before 2026-11-12T00:00:00Z, for items or rows of earlier days may have expired)"));
    }

    private static List<Fault> faults(String query, Horizon horizon) {
        return catchThrowableOfType(BadQueryException.class, () -> parse(query, horizon))
                .faults();
    }

    private static AuditQuery parse(String query, Horizon horizon) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            parameters.add(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return AuditQuery.parse(parameters, horizon, CLOCK);
    }
}
