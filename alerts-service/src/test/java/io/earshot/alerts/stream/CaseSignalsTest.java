package io.earshot.alerts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.ObjectMapper;

class CaseSignalsTest {

    @Test
    void listensAgainWhateverWentWrong() {
        AtomicInteger asked = new AtomicInteger();
        CaseStreams streams = new CaseStreams(
                new StreamProperties(1, Duration.ofSeconds(15)), Schedulers.immediate(), new SimpleMeterRegistry());
        CaseSignals signals = new CaseSignals(
                () -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("made up by the test");
                },
                streams,
                new ObjectMapper());

        signals.start();
        await().untilAsserted(() -> assertThat(asked).hasValueGreaterThan(1));
        signals.stop();
    }
}
