package io.earshot.alerts.slack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.ChannelsForTests;
import io.earshot.alerts.deliveries.Delivery;
import io.earshot.alerts.deliveries.DeliveryId;
import io.earshot.alerts.deliveries.Outcome;
import io.earshot.alerts.deliveries.Owed;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.message.Links;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.http.client.HttpClient;

class SlackCarrierTest {

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final SlackCarrier carrier = new SlackCarrier(HttpClient.newConnection(), new Links(""), Clock.systemUTC());
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
        "200, Delivered",
        "302, Failed",
        "404, Failed",
        "410, Gone",
        "500, Failed",
    })
    void tellsWhatWasAnswered(int status, String outcome) {
        answer("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n");

        assertThat(attempt().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void leavesAnOverloadedOneAlone() {
        answer("HTTP/1.1 429 x\r\nContent-Length: 0\r\nRetry-After: 60\r\n\r\n");

        assertThat(attempt()).isEqualTo(new Outcome.Failed("HTTP 429", Duration.ofSeconds(60)));
    }

    /** Else a message that was taken would be sent again. */
    @Test
    void waitsForNoAnswerThatDoesNotEnd() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\no");

        assertThat(attempt()).isEqualTo(new Outcome.Delivered("HTTP 200"));
    }

    private Outcome attempt() {
        Channel channel = ChannelsForTests.slack("http://127.0.0.1:" + server.getLocalPort() + "/hooks/x");
        DeliveryId id = new DeliveryId(UUID.randomUUID(), "0000000001", channel.id());
        Delivery delivery = new Delivery(id, "shop", "c-1", EventType.TEST, Instant.EPOCH, 0, 0, Instant.EPOCH, false);
        Outcome outcome =
                carrier.attempt(new Owed(delivery, channel, "{}", false)).block(Duration.ofSeconds(10));
        assertThat(outcome).isNotNull();
        return outcome;
    }

    /** Answers the next request with that, and keeps the connection open. */
    private void answer(String text) {
        executor.execute(() -> {
            try (Socket socket = server.accept()) {
                assertThat(socket.getInputStream().read(new byte[8_192])).isPositive();
                socket.getOutputStream().write(text.getBytes(US_ASCII));
                socket.getOutputStream().flush();
                socket.getInputStream().read(new byte[8_192]);
            } catch (IOException e) {
                // the client went away
            }
        });
    }
}
