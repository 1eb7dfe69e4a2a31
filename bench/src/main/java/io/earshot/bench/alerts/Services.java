package io.earshot.bench.alerts;

import io.earshot.bench.server.Keys;
import io.earshot.bench.server.ServerUnderTest;
import io.earshot.bench.server.Site;
import io.earshot.bench.server.Work;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Both services that a case goes through, each a process of its own. */
record Services(Site site, Keys keys, ServerUnderTest ingest, AlertsService alerts) implements AutoCloseable {

    private static final List<String> INGEST_JVM = List.of("-Xmx512m", "-XX:+UseParallelGC");

    /** @param settings of the alerts service, more than it takes to run */
    static Services start(Site site, List<String> stores, Map<String, String> settings)
            throws IOException, InterruptedException {
        Keys keys = Keys.writtenTo(site.folder().resolve("keys.json"), stores);
        Map<String, String> environment = Map.of(
                "EARSHOT_KAFKA", site.servers().kafka().address(),
                "EARSHOT_KEYS_FILE", keys.file().toString());
        // the first, as it makes the topic
        ServerUnderTest ingest = ServerUnderTest.ingest(site.root(), site.folder(), INGEST_JVM, environment);
        return new Services(site, keys, ingest, AlertsService.start(site, keys, settings));
    }

    /** What all that a detractor meets took of the processors so far. */
    Work work() {
        return Work.of(site.servers(), Map.of("ingest", ingest.process(), "alerts", alerts.process()));
    }

    @Override
    public void close() {
        ingest.close();
        alerts.close();
    }
}
