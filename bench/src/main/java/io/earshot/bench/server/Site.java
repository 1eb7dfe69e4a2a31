package io.earshot.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where one part is measured: servers of its own, and a folder that keeps the logs.
 *
 * @param root of the checkout
 */
public record Site(Path root, Path folder, Servers servers) implements AutoCloseable {

    public static Site open(Path root, Path folder, int cassandraHeapMegabytes) throws IOException {
        Files.createDirectories(folder);
        return new Site(root, folder, Servers.start(folder, cassandraHeapMegabytes));
    }

    public Path jar(String service) {
        return root.resolve(service).resolve("target").resolve(service + ".jar");
    }

    @Override
    public void close() {
        servers.close();
    }
}
