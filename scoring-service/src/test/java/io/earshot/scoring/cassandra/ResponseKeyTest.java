package io.earshot.scoring.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseKeyTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void putsTheNewestFirstAndTheHigherRevisionAheadOfTheLower() {
        ResponseKey later = new ResponseKey(NOON.plusMillis(1), "a", 0, 0, 0);
        ResponseKey highId = new ResponseKey(NOON, "b", 0, 0, 0);
        ResponseKey highRevision = new ResponseKey(NOON, "a", 1, 0, 0);
        ResponseKey newSource = new ResponseKey(NOON, "a", 0, 1, 0);
        ResponseKey repeat = new ResponseKey(NOON, "a", 0, 0, 9);
        ResponseKey first = new ResponseKey(NOON, "a", 0, 0, 5);

        assertThat(List.of(first, repeat, newSource, highRevision, highId, later).stream()
                        .sorted())
                .containsExactly(later, highId, highRevision, newSource, repeat, first);
    }

    @Test
    void knowsThePlaceBetweenTwoTimes() {
        ResponseKey at = new ResponseKey(NOON, "0", 0, 0, 0);
        ResponseKey older = new ResponseKey(NOON.minusMillis(1), "z", 9, 9, 9);

        assertThat(ResponseKey.before(NOON)).isGreaterThan(at).isLessThan(older);
    }
}
