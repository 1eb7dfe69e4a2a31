package io.earshot.bench.drill;

import io.earshot.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The services, in the order in which they are started: the first makes the topic. */
enum Service {
    INGEST(ServerUnderTest::ingest, "-Xmx256m"),
    SCORING(ServerUnderTest::scoring, "-Xmx512m"),
    ALERTS(ServerUnderTest::alerts, "-Xmx512m");

    /** What channels' secrets are encrypted with, the same for all instances. */
    private static final String SECRET_KEYS = "drill:" + secret();

    private static final int SECRET_BYTES = 32;

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
        Map<String, String> all = new HashMap<>(environment);
        all.put("EARSHOT_ALERTS_SECRET_KEYS", SECRET_KEYS);
        return start.start(root, folder, List.of(heap, "-XX:+UseSerialGC", Drill.QUICKLY_COMPILED), all);
    }

    private static String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
