package io.earshot.bench.server;

import io.earshot.bench.Report;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A part of a bench, with a Kafka and a Cassandra of its own.
 *
 * @param slug what it is chosen by
 * @param cassandraHeapMegabytes of the Cassandra it gets
 * @param body what it does
 */
public record Part(String slug, int cassandraHeapMegabytes, Body body) {

    /** What a part does where it is measured. */
    @FunctionalInterface
    public interface Body {
        void run(Site site) throws Exception;
    }

    /**
     * Runs the chosen ones in their order. One that fails does not keep the next one from running.
     *
     * @param bench names the folder of the logs
     * @return whether none failed
     * @throws IOException if there is no place for the logs
     */
    public static boolean runAll(String bench, List<Part> parts, Set<String> chosen) throws IOException {
        Path root = RepositoryRoot.find();
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("bench/target")), bench + "-");
        System.out.println("Logs in " + root.relativize(folder));
        Map<String, Exception> failures = new TreeMap<>();
        for (Part part : parts) {
            if (chosen.contains(part.slug)) {
                try (Site site = Site.open(root, folder.resolve(part.slug), part.cassandraHeapMegabytes)) {
                    part.body.run(site);
                } catch (Exception e) {
                    // the other parts have servers of their own
                    e.printStackTrace();
                    failures.put(part.slug, e);
                }
            }
        }
        failures.forEach((part, failure) -> Report.line("%s FAILED: %s", part, failure));
        return failures.isEmpty();
    }
}
