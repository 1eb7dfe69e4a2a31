package io.earshot.scoring.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Freshness freshness = new Freshness(Clock.fixed(NOW, ZoneOffset.UTC), registry);

    @Test
    void isAsOldAsTheNewestHeartbeatOfTheOldestPartition() {
        Marks marks = new Marks();
        marks.heartbeat(0, NOW.minusSeconds(30));
        marks.heartbeat(0, NOW.minusSeconds(2));
        marks.heartbeat(1, NOW.minusSeconds(7));

        freshness.written(marks, Set.of(0, 1));

        assertThat(age()).isEqualTo(7.0);
    }

    @Test
    void hasNoAgeBeforeTheFirstHeartbeat() {
        assertThat(age()).isNaN();
    }

    @Test
    void isNotHeldUpByAPartitionThatIsSomebodyElsesByNow() {
        Marks marks = new Marks();
        marks.heartbeat(0, NOW.minusSeconds(2));
        marks.heartbeat(1, NOW.minusSeconds(700));
        freshness.known(2, NOW.minusSeconds(800));
        freshness.forget(2);

        freshness.written(marks, Set.of(0));

        assertThat(age()).isEqualTo(2.0);
    }

    @Test
    void growsNoOlderByAHeartbeatThatIsReadAgain() {
        freshness.known(0, NOW.minusSeconds(2));
        freshness.known(0, NOW.minusSeconds(60));

        assertThat(age()).isEqualTo(2.0);
    }

    @Test
    void timesTheOldestItemOfAWrite() {
        Marks marks = new Marks();
        marks.item(NOW.minusMillis(300));
        marks.item(NOW.minusMillis(900));
        marks.item(NOW.minusMillis(100));

        freshness.written(marks, Set.of());
        freshness.written(new Marks(), Set.of());

        var timer = registry.get("earshot.scoring.time.to.score").timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(900);
    }

    private double age() {
        return registry.get("earshot.pipeline.age")
                .tag("stage", "scoring")
                .gauge()
                .value();
    }
}
