package io.earshot.bench.scoring;

import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * What the scoring service does: how fast it catches up, how soon a post is visible, how fast it answers, and what that costs as the history
 * grows. Each part has a Kafka and a Cassandra of its own, on the same machine.
 */
final class ScoringBench {

    private interface Part {
        void run(Site site, Options options) throws IOException, ExecutionException, InterruptedException;
    }

    /** In the order in which they run. */
    private enum Kind {
        CATCH_UP("catch-up", 1_024, CatchUp::run),
        LATENCY("latency", 1_024, PostedToVisible::run),
        QUERIES("queries", 1_024, Queries::run),
        GROWTH("growth", 2_048, Growth::run);

        private final String slug;
        private final int cassandraHeapMegabytes;
        private final Part part;

        Kind(String slug, int cassandraHeapMegabytes, Part part) {
            this.slug = slug;
            this.cassandraHeapMegabytes = cassandraHeapMegabytes;
            this.part = part;
        }
    }

    private ScoringBench() {}

    public static void main(String[] args) throws IOException {
        Options options = Options.parse(args);
        Path root = RepositoryRoot.find();
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("bench/target")), "scoring-");
        System.out.println("Logs in " + root.relativize(folder));
        Map<String, Exception> failures = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            if (options.parts().contains(kind.slug)) {
                try (Site site = Site.open(root, folder.resolve(kind.slug), kind.cassandraHeapMegabytes)) {
                    kind.part.run(site, options);
                } catch (Exception e) {
                    // the other parts have servers of their own
                    e.printStackTrace();
                    failures.put(kind.slug, e);
                }
            }
        }
        failures.forEach((part, failure) -> Report.line("%s FAILED: %s", part, failure));
        System.exit(failures.isEmpty() ? 0 : 1);
    }
}
