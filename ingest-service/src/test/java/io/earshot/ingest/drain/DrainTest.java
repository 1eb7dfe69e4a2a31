package io.earshot.ingest.drain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

@Timeout(30)
class DrainTest {

    private final Sinks.Empty<Void> answer = Sinks.empty();
    private final AtomicInteger taken = new AtomicInteger();
    private DisposableServer server;

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void closesTheDoorAndIdleConnectionsAndAnswersWhatIsInFlight() throws Exception {
        Drain drain = start(Duration.ZERO, Duration.ofSeconds(20));
        try (Socket idle = connect();
                Socket busy = connect()) {
            request(busy);
            await().until(() -> taken.get() == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(drain::stop);

            assertThat(idle.getInputStream().read()).as("the end").isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(stopped).isNotDone();
            answer.tryEmitEmpty();
            assertThat(text(busy)).startsWith("HTTP/1.1 200 OK").containsIgnoringCase("connection: close");
            stopped.join();
        }
    }

    @Test
    void takesNoRequestOfAPipelineBehindItsLastAnswer() throws Exception {
        Drain drain = start(Duration.ZERO, Duration.ofSeconds(20));
        try (Socket busy = connect()) {
            request(busy);
            request(busy);
            await().until(() -> taken.get() == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(drain::stop);
            await().untilAsserted(() -> assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class));
            answer.tryEmitEmpty();

            assertThat(text(busy)).containsOnlyOnce("HTTP/1.1 200 OK");
            stopped.join();
            assertThat(taken).hasValue(1);
        }
    }

    @Test
    void cutsWhatIsNotAnsweredInTime() throws Exception {
        Drain drain = start(Duration.ZERO, Duration.ofMillis(100));
        try (Socket busy = connect()) {
            request(busy);
            await().until(() -> taken.get() == 1);

            drain.stop();

            assertThat(text(busy)).isEmpty();
        }
    }

    private Drain start(Duration period, Duration timeout) {
        Drain drain = new Drain(period, timeout);
        server = drain.attach(HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> {
                    taken.incrementAndGet();
                    return response.sendString(answer.asMono().then(Mono.just("done")));
                }))
                .bindNow();
        drain.start();
        return drain;
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), server.port());
    }

    private static void request(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
    }

    private static String text(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
}
