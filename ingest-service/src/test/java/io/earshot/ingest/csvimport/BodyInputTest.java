package io.earshot.ingest.csvimport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class BodyInputTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void readsTheBodyToItsEnd() throws IOException {
        try (BodyInput input = new BodyInput(Flux.just("ab", "", "c").map(BodyInputTest::buffer), LONG)) {
            assertThat(input.readAllBytes()).asString(UTF_8).isEqualTo("abc");
            assertThat(input.read()).isEqualTo(-1);
        }
    }

    @Test
    void asksForNoMoreThanAFewBuffersAhead() throws IOException {
        AtomicLong asked = new AtomicLong();
        Flux<DataBuffer> endless =
                Flux.<DataBuffer>generate(sink -> sink.next(buffer("x"))).doOnRequest(asked::addAndGet);

        try (BodyInput input = new BodyInput(endless, LONG)) {
            assertThat(asked).hasValue(8);
            input.readNBytes(100);
            assertThat(asked.get()).isEqualTo(108);
        }
    }

    @Test
    void givesUpAClientThatSendsNothing() {
        try (BodyInput input = new BodyInput(Flux.never(), Duration.ofMillis(10))) {
            assertThatIOException().isThrownBy(input::read).withMessageStartingWith("the client sent nothing");
        }
    }

    @Test
    void passesOnThatTheClientWentAway() throws IOException {
        Flux<DataBuffer> broken = Flux.concat(Flux.just(buffer("a")), Flux.error(new IOException("reset")));

        try (BodyInput input = new BodyInput(broken, LONG)) {
            assertThat(input.read()).isEqualTo('a');
            assertThatIOException().isThrownBy(input::read).withMessage("the body broke off");
        }
    }

    @Test
    void endsForItsReaderWhenBrokenOff() {
        Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
        try (BodyInput input = new BodyInput(body.asFlux(), LONG)) {
            input.breakOff();

            assertThatIOException().isThrownBy(input::read).withMessage("closed");
        }
    }

    private static DataBuffer buffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(UTF_8));
    }
}
