package io.earshot.bench.drill;

import io.earshot.bench.server.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two instances of each service. */
final class Fleet implements AutoCloseable {

    static final int INSTANCES = 2;

    private final Path root;
    private final Path folder;
    private final Map<String, String> environment;
    private final Map<Service, List<ServerUnderTest>> instances = new EnumMap<>(Service.class);

    private Fleet(Path root, Path folder, Map<String, String> environment) {
        this.root = root;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        for (Service service : Service.values()) {
            instances.put(service, new CopyOnWriteArrayList<>());
        }
    }

    /** How one of them goes. */
    enum Ending {
        /** SIGTERM: what is in flight is finished. */
        STOPPED {
            @Override
            void end(ServerUnderTest server) {
                server.close();
            }
        },
        /** SIGKILL. */
        KILLED {
            @Override
            void end(ServerUnderTest server) {
                server.kill();
            }
        };

        abstract void end(ServerUnderTest server);
    }

    /** Starts all, one after the other, and waits until each is ready. */
    static Fleet start(Path root, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Fleet fleet = new Fleet(root, folder, environment);
        for (Service service : Service.values()) {
            for (int i = 0; i < INSTANCES; i++) {
                fleet.add(service);
            }
        }
        return fleet;
    }

    /** Those that run, and the one that is just ending. */
    List<ServerUnderTest> of(Service service) {
        return List.copyOf(instances.getOrDefault(service, List.of()));
    }

    /** Ends the one that has run longest, and starts another one; returns when that is ready. */
    void replace(Service service, Ending ending) throws IOException, InterruptedException {
        ServerUnderTest oldest = of(service).get(0);
        ending.end(oldest);
        instances.getOrDefault(service, List.of()).remove(oldest);
        add(service);
    }

    private void add(Service service) throws IOException, InterruptedException {
        ServerUnderTest server = service.start(root, folder, environment);
        instances
                .computeIfAbsent(service, unknown -> new CopyOnWriteArrayList<>())
                .add(server);
    }

    @Override
    public void close() {
        List<ServerUnderTest> all = new ArrayList<>();
        instances.values().forEach(all::addAll);
        all.forEach(ServerUnderTest::close);
    }
}
