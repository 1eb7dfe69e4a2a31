package io.earshot.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.ingest.batch.BodyMemory.Lease;
import io.earshot.ingest.http.ProblemException;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private final BodyMemory memory = new BodyMemory(100);

    @Test
    void refusesWhatDoesNotFitAndKeepsTheRest() {
        Lease first = memory.lease();
        Lease second = memory.lease();
        first.take(60);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> second.take(50));
        second.take(40);

        assertThat(memory.used()).isEqualTo(100);
        first.close();
        second.close();
        assertThat(memory.used()).isZero();
    }

    @Test
    void keepsNothingForARequestThatIsOver() {
        Lease lease = memory.lease();
        lease.take(10);
        lease.close();

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> lease.take(10));
        assertThat(memory.used()).isZero();
    }
}
