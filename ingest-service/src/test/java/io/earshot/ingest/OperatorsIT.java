package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.ingest.item.Endpoint;
import io.earshot.local.servers.RepositoryRoot;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
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
    void exportsWhatIsDocumentedAndNothingElse() throws IOException {
        assertThat(typesOf(metrics(ingest))).isEqualTo(documented("## Ingest"));
    }

    @Test
    void sendsHeartbeatsThatAreNoItems() {
        try (RunningIngest beating = new RunningIngest(TestServers.kafka(), "earshot.ingest.heartbeat.period=1s")) {
            await().untilAsserted(() -> assertThat(value(metrics(beating), "earshot_pipeline_heartbeats_total"))
                    .isGreaterThanOrEqualTo(24));

            assertThat(value(metrics(beating), "earshot_pipeline_age_seconds")).isLessThan(10);
            assertThat(beating.counters(Endpoint.POST).received().count()).isZero();
            assertThat(EventLog.items(TestServers.kafka(), "~heartbeat-0"))
                    .isNotEmpty()
                    .allMatch(item -> item.feedback().id().equals("heartbeat"));
        }
    }

    private static String metrics(RunningIngest service) {
        return service.send(HttpRequest.newBuilder(service.managementUri("/actuator/prometheus")))
                .body();
    }

    private static double value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Of our own metrics the types by name; each histogram has its maximum beside it. */
    private static Map<String, String> typesOf(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("# TYPE earshot_") && !line.contains("_seconds_max "))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[2], words -> words[3]));
    }

    private static Map<String, String> documented(String section) throws IOException {
        String page = Files.readString(RepositoryRoot.find().resolve("docs/metrics.md"));
        return page.substring(page.indexOf("\n" + section + "\n") + 1)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `earshot_"))
                .map(line -> line.split("[`| ]+"))
                .collect(Collectors.toMap(cells -> cells[1], cells -> cells[2]));
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
