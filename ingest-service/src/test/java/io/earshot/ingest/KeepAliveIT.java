package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A connection goes on after any answer, whatever the client had sent ahead. */
class KeepAliveIT {

    private static RunningIngest ingest;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().atMost(Duration.ofMinutes(1)).until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    /** What waits behind an answer of Kafka is read when that answer is out; refused at once, it left the connection deaf. */
    @Test
    void readsOnAfterARefusalThatWaitedBehindAnotherAnswer() throws IOException {
        try (HttpSocket client = new HttpSocket(ingest.uri("/").getPort())) {
            for (int round = 0; round < 20; round++) {
                client.write(
                        post("/v1/feedback") + HttpSocket.post("/v1/feedback/batch", RunningIngest.SUBMIT_KEY, "[]"));
                assertThat(client.read().status()).isEqualTo(202);
                assertThat(client.read().status()).isEqualTo(403);
            }
        }
    }

    @Test
    void readsOnAfterPreflightsAndHealthThatWaitedBehindAnotherAnswer() throws IOException {
        String preflight = "OPTIONS /v1/feedback HTTP/1.1\r\nHost: localhost\r\nOrigin: " + RunningIngest.ORIGIN
                + "\r\nAccess-Control-Request-Method: POST\r\n\r\n";
        String health = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (HttpSocket client = new HttpSocket(ingest.uri("/").getPort())) {
            for (int round = 0; round < 20; round++) {
                client.write(post("/v1/feedback") + preflight + health);
                assertThat(client.read().status()).isEqualTo(202);
                assertThat(client.read().status()).isEqualTo(200);
                assertThat(client.read().status()).isEqualTo(200);
            }
        }
    }

    private static String post(String path) {
        return HttpSocket.post(path, RunningIngest.INGEST_KEY, "{\"kind\":\"review\",\"rating\":4}");
    }
}
