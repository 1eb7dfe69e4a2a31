package io.earshot.alerts.deliveries;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.ChannelsForTests;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.tracing.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.http.client.HttpClient;

class WebhookClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final WebhookClient client = new WebhookClient(
            HttpClient.newConnection(),
            Clock.systemUTC(),
            new DeliveryProperties(List.of(Duration.ZERO), TIMEOUT, TIMEOUT.plusSeconds(1), 1, Duration.ofDays(30)),
            Tracing.off());
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        executor.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "200, Delivered, HTTP 200",
        "204, Delivered, HTTP 204",
        "302, Failed, HTTP 302",
        "400, Failed, HTTP 400",
        "410, Gone, HTTP 410",
        "500, Failed, HTTP 500"
    })
    void tellsWhatTheEndpointAnswered(int status, String outcome, String result) {
        answer("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\nRetry-After: 60\r\n\r\n", false);

        Outcome told = attempt();

        assertThat(told.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(told.result()).isEqualTo(result);
        assertThat(told).isNotEqualTo(new Outcome.Failed(result, Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    void handsOnHowLongAnOverloadedEndpointWantsToBeLeftAlone(int status) {
        answer("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\nRetry-After: 60\r\n\r\n", false);

        assertThat(attempt()).isEqualTo(new Outcome.Failed("HTTP " + status, Duration.ofSeconds(60)));
    }

    @Test
    void waitsForNoAnswerThatTrickles() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", true);

        assertThat(attempt()).isEqualTo(new Outcome.Delivered("HTTP 200"));
    }

    @Test
    void waitsForNoHeadersThatTrickle() {
        answer("HTTP/1.1 200 OK\r\nx-trickle: ", true);

        assertThat(attempt()).isEqualTo(new Outcome.Failed("no answer within 3000 ms"));
    }

    @Test
    void saysWhenNobodyIsThere() throws IOException {
        server.close();

        assertThat(attempt()).isEqualTo(new Outcome.Failed("can't connect"));
    }

    private Outcome attempt() {
        Channel channel = ChannelsForTests.webhook("http://127.0.0.1:" + server.getLocalPort() + "/");
        DeliveryId id = new DeliveryId(UUID.randomUUID(), "0000000001", channel.id());
        Delivery delivery =
                new Delivery(id, "shop", "c-1", EventType.OPENED, Instant.EPOCH, 0, 0, Instant.EPOCH, false);
        Outcome outcome =
                client.attempt(new Owed(delivery, channel, "{}", false)).block(Duration.ofSeconds(20));
        assertThat(outcome).isNotNull();
        return outcome;
    }

    /** Answers the next request with that, and then, if told so, with a character every now and then for ever. */
    private void answer(String text, boolean trickles) {
        executor.execute(() -> {
            try (Socket socket = server.accept();
                    InputStream in = socket.getInputStream();
                    OutputStream out = socket.getOutputStream()) {
                assertThat(in.read(new byte[8_192])).isPositive();
                out.write(text.getBytes(US_ASCII));
                out.flush();
                while (trickles && !Thread.interrupted()) {
                    out.write('x');
                    out.flush();
                    socket.setSoTimeout(50);
                    pause(in);
                }
                in.read(new byte[8_192]);
            } catch (IOException e) {
                // the client went away
            }
        });
    }

    private static void pause(InputStream in) throws IOException {
        try {
            in.read();
        } catch (java.net.SocketTimeoutException e) {
            // as meant
        }
    }
}
