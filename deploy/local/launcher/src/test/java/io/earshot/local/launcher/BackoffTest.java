package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void waitsLongerEachTimeUpToHalfAMinute() {
        List<Long> seconds = Stream.generate(
                        () -> backoff.after(Duration.ofSeconds(3)).toSeconds())
                .limit(7)
                .toList();

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void beginsAnewForAPartThatRanForAMinute() {
        backoff.after(Duration.ofSeconds(3));
        backoff.after(Duration.ofSeconds(3));

        assertThat(backoff.after(Duration.ofSeconds(60))).hasSeconds(1);
        assertThat(backoff.after(Duration.ofSeconds(3))).hasSeconds(2);
    }
}
