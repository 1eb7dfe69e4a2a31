package io.earshot.alerts.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void saysHowLongIsLeft() {
        assertThat(Due.of("open", NOW.plus(Duration.ofHours(4)), null, NOW))
                .extracting(Due::words, Due::tone)
                .containsExactly("Due in 4 hours", "");
        assertThat(Due.of("acknowledged", NOW.plus(Duration.ofMinutes(60)), null, NOW))
                .extracting(Due::words, Due::tone)
                .containsExactly("Due in 60 minutes", "warn");
    }

    @Test
    void saysWhatIsOverdueInWordsToo() {
        assertThat(Due.of("open", NOW.minus(Duration.ofDays(3)), null, NOW))
                .extracting(Due::words, Due::tone)
                .containsExactly("Overdue by 3 days", "bad");
    }

    @Test
    void hurriesNobodyWhereTheCustomerWasContacted() {
        assertThat(Due.of("contacted", NOW.minus(Duration.ofDays(3)), null, NOW))
                .isEqualTo(new Due("Contacted", "good", null));
        assertThat(Due.of("resolved", NOW, "not-an-issue", NOW).words()).isEqualTo("Resolved: not an issue");
    }
}
