package io.earshot.scoring.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftTest {

    private static final Stretch MARCH = new Stretch("shop", 674);
    private static final Stretch APRIL = new Stretch("shop", 675);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Drift drift = new Drift(registry);

    @Test
    void isWhatWasFoundLastEverywhere() {
        drift.found(MARCH, report(3));
        drift.found(APRIL, report(2));
        assertThat(drift()).isEqualTo(5);

        drift.found(MARCH, report(0));
        assertThat(drift()).isEqualTo(2);
    }

    @Test
    void forgetsWhatIsNotThereAnyMore() {
        drift.found(MARCH, report(3));
        drift.passed(Set.of(MARCH));
        assertThat(drift()).isEqualTo(3);

        drift.passed(Set.of(APRIL));
        assertThat(drift()).isZero();
    }

    private double drift() {
        return registry.get("earshot.scoring.drift").gauge().value();
    }

    private static AuditReport report(long drift) {
        return new AuditReport(Instant.EPOCH, Instant.EPOCH, 1, 1, 10, 0, drift, List.of());
    }
}
