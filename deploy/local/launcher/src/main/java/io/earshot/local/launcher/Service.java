package io.earshot.local.launcher;

import java.util.Locale;

/** The services, in the order in which the data flows. */
enum Service {
    INGEST(8080, 9080, 256),
    SCORING(8081, 9081, 384),
    ALERTS(8082, 9082, 256);

    private final int port;
    private final int managementPort;
    private final int heapMegabytes;

    Service(int port, int managementPort, int heapMegabytes) {
        this.port = port;
        this.managementPort = managementPort;
        this.heapMegabytes = heapMegabytes;
    }

    /** The name of its module, its jar, its log and its pid file. */
    String partName() {
        return name().toLowerCase(Locale.ROOT) + "-service";
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }
}
