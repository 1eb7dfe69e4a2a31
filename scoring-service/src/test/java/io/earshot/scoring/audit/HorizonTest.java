package io.earshot.scoring.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.cassandra.CassandraProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class HorizonTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:17:30Z"), ZoneOffset.UTC);

    @Test
    void reachesBackForGoodWhereNothingExpires() {
        assertThat(horizon(0, 0).reaches(Instant.parse("2000-01-01T00:00:00Z"))).isTrue();
    }

    @Test
    void reachesAsFarAsTheShorterOfTheRetentionsInForce() {
        Instant october = Instant.parse("2026-10-23T00:00:00Z");
        assertThat(horizon(30, 0).firstDay()).isEqualTo(october);
        assertThat(horizon(0, 30).firstDay()).isEqualTo(october);
        assertThat(horizon(30, 400).firstDay()).isEqualTo(october);
        assertThat(horizon(400, 30).firstDay()).isEqualTo(october);
        assertThat(horizon(400, 30).reaches(october)).isTrue();
        assertThat(horizon(400, 30).reaches(october.minusSeconds(1))).isFalse();
    }

    private static Horizon horizon(int itemsDays, int rowsDays) {
        CassandraProperties cassandra = new CassandraProperties(
                List.of("localhost:9042"),
                "datacenter1",
                "scoring",
                1,
                Duration.ofSeconds(5),
                Duration.ofDays(3),
                Duration.ofDays(rowsDays),
                Duration.ofDays(itemsDays),
                Duration.ofDays(10));
        return Horizon.of(cassandra, CLOCK);
    }
}
