package io.earshot.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.CharsetUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowRequestHandlerTest {

    private static final String HEAD = "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n";

    private final SlowRequestHandler handler =
            new SlowRequestHandler(new SlowSettings(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    private final AtomicInteger refusals = new AtomicInteger();
    private EmbeddedChannel channel;

    @BeforeEach
    void open() {
        channel = new EmbeddedChannel(handler.byteWatch(), new HttpServerCodec(), handler);
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void setsNoDeadlineForARequestInOnePiece() {
        receive(HEAD + "body");

        assertThat(nextDeadlineSeconds()).isEqualTo(-1);
    }

    @Test
    void leavesAnIdleConnectionToTheIdleTimeout() {
        receive(HEAD + "body");
        pass(3_600);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void refusesABodyThatDoesNotCome() {
        receive(HEAD + "bo");
        handler.whenExpired(refusals::incrementAndGet);
        pass(9);
        receive("d");
        assertThat(refusals).hasValue(0);
        pass(2);

        assertThat(refusals).hasValue(1);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void closesWhereNobodyAnswersTheRefusal() {
        receive(HEAD + "bo");
        handler.whenExpired(refusals::incrementAndGet);
        pass(11);
        pass(2);

        assertThat(refusals).hasValue(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesWithoutAWordIfTheAnswerWasGivenBefore() {
        receive(HEAD + "bo");
        handler.whenExpired(refusals::incrementAndGet);
        answer(HttpResponseStatus.UNAUTHORIZED);
        pass(11);

        assertThat(refusals).hasValue(0);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void doesNotTakeAnInterimAnswerForTheAnswer() {
        receive(HEAD);
        handler.whenExpired(refusals::incrementAndGet);
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        pass(11);

        assertThat(refusals).hasValue(1);
    }

    @Test
    void closesAConnectionWhoseHeadTrickles() {
        receive("POST / HT");
        pass(3);
        receive("TP/1.1\r\nHost:");
        pass(3);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void givesEachRequestItsOwnTime() {
        for (int i = 0; i < 10; i++) {
            receive(HEAD.substring(0, 20));
            pass(4);
            receive(HEAD.substring(20) + "bo");
            pass(9);
            receive("dy");
            answer(HttpResponseStatus.ACCEPTED);
        }

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void letsAStreamTakeItsTimeUntilItIsAnswered() {
        receive(HEAD + "b");
        handler.lift();
        pass(60);
        receive("o");
        pass(60);
        assertThat(channel.isOpen()).isTrue();

        answer(HttpResponseStatus.OK);
        pass(11);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void refusesTimesThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlowSettings(Duration.ofSeconds(5), Duration.ZERO))
                .withMessage("EARSHOT_INGEST_BODY_TIMEOUT: 0 ms (expected: at least 100ms and less than 1h)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlowSettings(Duration.ofHours(1), Duration.ofSeconds(5)))
                .withMessage("EARSHOT_INGEST_HEAD_TIMEOUT: 3600000 ms (expected: at least 100ms and less than 1h)");
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, CharsetUtil.US_ASCII));
    }

    private void answer(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private long nextDeadlineSeconds() {
        long nanos = channel.runScheduledPendingTasks();
        return nanos < 0 ? nanos : TimeUnit.NANOSECONDS.toSeconds(nanos);
    }
}
