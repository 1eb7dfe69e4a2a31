package io.earshot.local.launcher;

import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where the services and the demo's shop are reached.
 *
 * @param ingest origins, without a slash at the end, as are the others
 */
record Site(URI ingest, URI scoring, URI alerts, URI storeFront) {

    static final int STORE_FRONT_PORT = 8090;

    /** On this machine. */
    static Site local(Ports ports) {
        return new Site(
                local(ports.service(Service.INGEST)),
                local(ports.service(Service.SCORING)),
                local(ports.service(Service.ALERTS)),
                local(ports.storeFront()));
    }

    /** In the network of {@code docker-compose.yml}, where each has its name. */
    static Site ofContainers() {
        return new Site(
                container(Service.INGEST),
                container(Service.SCORING),
                container(Service.ALERTS),
                URI.create("http://demo:" + STORE_FRONT_PORT));
    }

    /**
     * From the four addresses, in the order of the components, with spaces between them.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Site parse(String text) {
        URI[] addresses = Stream.of(text.strip().split("\\s+")).map(URI::create).toArray(URI[]::new);
        if (addresses.length != 4) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" (expected: the addresses of ingest, scoring, alerts and the shop)");
        }
        return new Site(addresses[0], addresses[1], addresses[2], addresses[3]);
    }

    URI address(Service service) {
        return switch (service) {
            case INGEST -> ingest;
            case SCORING -> scoring;
            case ALERTS -> alerts;
        };
    }

    /** The origins of all pages. */
    Stream<URI> all() {
        return Stream.of(ingest, scoring, alerts, storeFront);
    }

    private static URI local(int port) {
        return URI.create("http://localhost:" + port);
    }

    private static URI container(Service service) {
        return URI.create("http://" + service.name().toLowerCase(Locale.ROOT) + ":" + service.port());
    }
}
