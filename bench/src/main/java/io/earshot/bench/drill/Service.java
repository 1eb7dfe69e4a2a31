package io.earshot.bench.drill;

import io.earshot.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The services, in the order in which they are started: the first makes the topic. */
enum Service {
    INGEST(ServerUnderTest::ingest, "-Xmx256m"),
    SCORING(ServerUnderTest::scoring, "-Xmx512m"),
    ALERTS(ServerUnderTest::alerts, "-Xmx512m");

    private final Start start;
    private final String heap;

    Service(Start start, String heap) {
        this.start = start;
        this.heap = heap;
    }

    private interface Start {
        ServerUnderTest start(Path root, Path folder, List<String> jvm, Map<String, String> environment)
                throws IOException, InterruptedException;
    }

    /** Starts one more, and waits until it is ready. */
    ServerUnderTest start(Path root, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start.start(root, folder, List.of(heap, "-XX:+UseSerialGC"), environment);
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
