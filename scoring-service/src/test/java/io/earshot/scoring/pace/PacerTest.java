package io.earshot.scoring.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class PacerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pacer.Rhythm RHYTHM =
            new Pacer.Rhythm(SECOND, Duration.ofSeconds(8), Duration.ofSeconds(30), 2, () -> Duration.ZERO);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> started = new ArrayList<>();
    private final Deque<Sinks.Empty<Void>> underWay = new ArrayDeque<>();
    private final Pacer<String> atOnce = new Pacer<>(time, RHYTHM, key -> Mono.fromRunnable(() -> started.add(key)));
    private final Pacer<String> slow = new Pacer<>(time, RHYTHM, key -> {
        started.add(key);
        underWay.add(Sinks.empty());
        return underWay.getLast().asMono();
    });

    @Test
    void doesTheFirstChangeAtOnceAndAllOthersOfASecondTogether() {
        atOnce.changed("a");
        time.advanceTime();
        IntStream.range(0, 100).forEach(i -> atOnce.changed("a"));
        time.advanceTimeBy(SECOND.minusMillis(1));
        assertThat(started).containsExactly("a");
        assertThat(atOnce.pending()).isEqualTo(1);

        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(started).containsExactly("a", "a");

        time.advanceTimeBy(SECOND.multipliedBy(60));
        assertThat(started).hasSize(2);
        assertThat(atOnce.pending()).isZero();
    }

    @Test
    void leavesAGapBetweenJobsThatMayChange() {
        Duration[] gap = {Duration.ofMillis(100)};
        Pacer<String> sparing = new Pacer<>(
                time,
                new Pacer.Rhythm(SECOND, SECOND, SECOND, 4, () -> gap[0]),
                key -> Mono.fromRunnable(() -> started.add(key)));
        sparing.changed("a");
        sparing.changed("b");
        sparing.changed("c");
        time.advanceTime();
        assertThat(started).containsExactly("a");

        gap[0] = Duration.ofSeconds(1);
        time.advanceTimeBy(Duration.ofMillis(1099));
        assertThat(started).containsExactly("a", "b");

        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(started).containsExactly("a", "b", "c");
    }

    @Test
    void doesAgainWhatChangedDuringItsJob() {
        slow.changed("a");
        time.advanceTime();
        slow.changed("a");
        finish();
        time.advanceTimeBy(SECOND);

        assertThat(started).containsExactly("a", "a");
    }

    @Test
    void doesOnlySoManyAtATimeAndTheOthersInTheirOrder() {
        List.of("a", "b", "c", "d").forEach(slow::changed);
        time.advanceTime();
        assertThat(started).containsExactly("a", "b");
        assertThat(slow.pending()).isEqualTo(4);

        finish();
        time.advanceTime();
        assertThat(started).containsExactly("a", "b", "c");
    }

    @Test
    void triesWhatFailedEverLessOftenUntilItWorks() {
        List<Duration> tries = new ArrayList<>();
        long[] begin = {time.now(TimeUnit.MILLISECONDS)};
        Pacer<String> failing = new Pacer<>(
                time,
                RHYTHM,
                key -> Mono.defer(() -> {
                    tries.add(Duration.ofMillis(time.now(TimeUnit.MILLISECONDS) - begin[0]));
                    return tries.size() < 6 ? Mono.error(new IllegalStateException("away")) : Mono.empty();
                }));

        failing.changed("a");
        time.advanceTimeBy(SECOND.multipliedBy(100));

        assertThat(tries).extracting(Duration::toSeconds).containsExactly(0L, 1L, 3L, 7L, 15L, 23L);
        assertThat(failing.pending()).isZero();
    }

    @Test
    void countsAJobWithoutAnEndAsFailed() {
        slow.changed("a");
        time.advanceTimeBy(RHYTHM.patience().plus(SECOND));

        assertThat(started).containsExactly("a", "a");
    }

    @Test
    void survivesAJobThatThrows() {
        Pacer<String> broken = new Pacer<>(time, RHYTHM, key -> {
            started.add(key);
            throw new IllegalStateException("broken");
        });
        broken.changed("a");
        time.advanceTimeBy(SECOND);

        assertThat(started).containsExactly("a", "a");
    }

    @Test
    void startsNothingAfterItsEnd() {
        slow.changed("a");
        time.advanceTime();
        slow.changed("a");
        slow.close();
        slow.changed("b");
        finish();
        time.advanceTimeBy(SECOND.multipliedBy(10));

        assertThat(started).containsExactly("a");
    }

    private void finish() {
        underWay.remove().tryEmitEmpty();
    }
}
