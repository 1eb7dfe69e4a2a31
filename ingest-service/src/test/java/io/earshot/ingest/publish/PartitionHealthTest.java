package io.earshot.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionHealthTest {

    private static final Duration TIMEOUT = Duration.ofMillis(1_700);
    /** The moments of {@code System.nanoTime()} may lie anywhere, also where they are about to turn negative. */
    private static final long START = Long.MAX_VALUE - millis(300);

    private final PartitionHealth health = new PartitionHealth(TIMEOUT);

    @Test
    void admitsAllWhileNothingIsKnown() {
        assertThat(health.isAway(at(0))).isFalse();
        assertThat(health.admits(at(0))).isTrue();
        assertThat(health.admits(at(0))).isTrue();
    }

    @Test
    void knowsThatKafkaIsAwayOnceAShipmentFailsWithNoAcknowledgementSinceItsHandOver() {
        assertThat(health.acknowledge()).isFalse();
        long seen = health.acknowledgements();

        assertThat(health.fail(seen, at(1_700))).isTrue();

        assertThat(health.isAway(at(1_700))).isTrue();
        assertThat(health.admits(at(1_701))).isFalse();
    }

    @Test
    void takesAFailureForAnExceptionWhereOthersWereAcknowledgedMeanwhile() {
        long seen = health.acknowledgements();
        health.acknowledge();

        assertThat(health.fail(seen, at(1_700))).isFalse();

        assertThat(health.isAway(at(1_700))).isFalse();
        assertThat(health.admits(at(1_701))).isTrue();
    }

    @Test
    void saysOnceThatAnOutageBeginsAndOnceThatItEnds() {
        assertThat(health.fail(0, at(0))).isTrue();
        assertThat(health.fail(0, at(1))).isFalse();

        assertThat(health.acknowledge()).isTrue();
        assertThat(health.acknowledge()).isFalse();
    }

    @Test
    void letsOneProbeThroughAQuarterOfASecondLater() {
        health.fail(0, at(0));

        assertThat(health.admits(at(249))).isFalse();
        assertThat(health.admits(at(250))).isTrue();
        assertThat(health.admits(at(250))).isFalse();
    }

    @Test
    void letsTheNextProbeThroughWhenTheLastHasFailedButNotMoreThanFourASecond() {
        health.fail(0, at(0));
        health.admits(at(250));

        health.fail(0, at(260));
        assertThat(health.admits(at(499))).isFalse();
        assertThat(health.admits(at(500))).isTrue();

        health.fail(0, at(2_000));
        assertThat(health.admits(at(2_000))).isTrue();
    }

    @Test
    void givesUpAProbeOfWhichNothingIsHeard() {
        health.fail(0, at(0));
        health.admits(at(250));

        assertThat(health.admits(at(250 + 1_699))).isFalse();
        assertThat(health.admits(at(250 + 1_700))).isTrue();
    }

    @Test
    void admitsAllAgainAfterAnAcknowledgement() {
        health.fail(0, at(0));

        health.acknowledge();

        assertThat(health.isAway(at(1))).isFalse();
        assertThat(health.admits(at(1))).isTrue();
        assertThat(health.admits(at(1))).isTrue();
    }

    @Test
    void doesNotClaimToKnowWhatNobodyTriedForAWhile() {
        health.fail(0, at(0));
        health.admits(at(5_000));

        assertThat(health.isAway(at(14_999))).isTrue();
        assertThat(health.isAway(at(15_000))).isFalse();
        assertThat(health.admits(at(15_000))).isTrue();
        assertThat(health.admits(at(15_000))).as("only a probe all the same").isFalse();
    }

    private static long at(long millis) {
        return START + millis(millis);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
