package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.CassandraServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cassandra comes late, goes and comes back; the service lives through it and nothing is skipped. */
class CassandraAwayIT {

    private static final String KEY = AlertsProcess.SUPPORT + "away-shop";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @Test
    void waitsForCassandraAndSkipsNothing() throws Exception {
        CassandraServer.Settings settings = CassandraServer.Settings.in(folder.resolve("cassandra"));
        try (EventsTopic topic = new EventsTopic().create();
                AlertsProcess service = new AlertsProcess(folder, "away", List.of("away-shop"))) {
            service.with("EARSHOT_CASSANDRA", "127.0.0.1:" + settings.port())
                    .with("EARSHOT_CASSANDRA_DATACENTER", CassandraServer.DATACENTER)
                    .start();
            topic.send("away-shop", Items.nps("before", 0, null));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> service.get("/livez", null).statusCode() == 200);
            assertUnavailable(service);

            try (CassandraServer cassandra = CassandraServer.start(settings)) {
                service.awaitReady();
                awaitCases(service, 1);

                cassandra.kill();
                await().atMost(PATIENCE)
                        .until(() -> service.get("/readyz", null).statusCode() == 503);
                topic.send("away-shop", Items.nps("meanwhile", 0, null));
                assertUnavailable(service);
                assertThat(service.get("/livez", null).statusCode()).isEqualTo(200);

                cassandra.restart();
                awaitCases(service, 2);
                service.awaitReady();
            }
        }
    }

    private static void assertUnavailable(AlertsProcess service) throws Exception {
        HttpResponse<String> refused = service.get("/v1/cases", KEY);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(service.get("/readyz", null).statusCode()).isEqualTo(503);
    }

    private static void awaitCases(AlertsProcess service, int expected) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            HttpResponse<String> answer = service.get("/v1/cases", KEY);
            assertThat(answer.body().split("\"openedAt\"")).hasSize(expected + 1);
        });
    }
}
