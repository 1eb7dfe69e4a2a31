package io.earshot.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.ingest.batch.Batch.Bad;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {

    private static final Bad INVALID = new Bad(0, null, Problem.invalid("1 fault", List.of()));
    private static final Bad REFUSED = new Bad(1, "a", Problem.notPublished("a", 2));

    @Test
    void tellsAllSomeAndNoneApart() {
        assertThat(new BatchAnswer(2, List.of()).status()).isEqualTo(202);
        assertThat(new BatchAnswer(1, List.of(INVALID)).status()).isEqualTo(207);
        assertThat(new BatchAnswer(0, List.of(INVALID)).status()).isEqualTo(400);
        assertThat(new BatchAnswer(0, List.of(REFUSED)).status()).isEqualTo(503);
    }

    @Test
    void asksForARetryWhereOneCanHelp() {
        assertThat(new BatchAnswer(0, List.of(INVALID, REFUSED)).status()).isEqualTo(503);
        assertThat(new BatchAnswer(5, List.of(INVALID, REFUSED)).headers()).containsKey("Retry-After");
        assertThat(new BatchAnswer(5, List.of(INVALID)).headers()).isEmpty();
    }

    @Test
    void givesTheIdAndRevisionToSendAgain() {
        assertThat(new String(new BatchAnswer(0, List.of(REFUSED)).body(), UTF_8))
                .contains("\"index\":1,\"id\":\"a\",\"problem\":{")
                .contains("\"status\":503")
                .contains("\"id\":\"a\",\"revision\":2}");
    }

    @Test
    void refusesBodiesBeyondTheMemoryForBatchesUntilOthersAreDone() {
        BodyMemory memory = new BodyMemory(100);
        BodyMemory.Lease first = memory.lease();
        first.take(90);

        try (BodyMemory.Lease second = memory.lease()) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> second.take(20))
                    .satisfies(e -> assertThat(e.problem().status()).isEqualTo(503));
        }

        first.close();
        assertThat(memory.used()).isZero();
    }
}
