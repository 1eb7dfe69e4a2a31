package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.ingest.item.Endpoint;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the people who run the service rely on. */
class OperatorsIT {

    private static final String PATH = "/v1/feedback";
    private static final String NPS = "{\"kind\":\"survey\",\"metric\":\"nps\",\"score\":3}";

    private RunningIngest ingest;

    @BeforeEach
    void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void forgetsARevokedKeyWithinSeconds() throws IOException {
        assertThat(ingest.post(PATH, NPS).statusCode()).isEqualTo(202);

        Files.writeString(ingest.keys(), "{\"keys\": []}");

        await().until(() -> ingest.post(PATH, NPS).statusCode() == 401);
    }

    @Test
    void countsReceivedAsAcceptedPlusRejectedPlusUnavailable() {
        ingest.post(PATH, NPS);
        ingest.post(PATH, NPS);
        ingest.post(PATH, "{}");
        ingest.post(PATH, "nonsense");

        var counters = ingest.counters(Endpoint.POST);
        assertThat(counters.received().count()).isEqualTo(4);
        assertThat(counters.accepted().count()).isEqualTo(2);
        assertThat(counters.rejected().count()).isEqualTo(2);
        assertThat(counters.unavailable().count()).isZero();
    }

    @Test
    void showsItsCountersOnTheManagementPortFromTheStartAndNotOnTheOther() {
        String metrics = ingest.send(HttpRequest.newBuilder(ingest.managementUri("/actuator/prometheus")))
                .body();

        for (String outcome : new String[] {"received", "accepted", "rejected", "limited", "unavailable"}) {
            assertThat(metrics).contains("earshot_ingest_" + outcome + "_total{via=\"import\"} 0.0");
        }
        assertThat(metrics).contains("earshot_ingest_publish_seconds_bucket");
        assertThat(ingest.get("/actuator/prometheus").statusCode()).isEqualTo(404);
    }

    @Test
    void takesNoFeedbackOnTheManagementPort() {
        for (String path : new String[] {"/v1/feedback", "/v1/feedback/batch"}) {
            HttpRequest.Builder post = HttpRequest.newBuilder(ingest.managementUri(path))
                    .header("Authorization", "Bearer " + RunningIngest.INGEST_KEY)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"review\",\"rating\":4}"));

            assertThat(ingest.send(post).statusCode()).isEqualTo(404);
        }
    }
}
