package io.earshot.bench.scoring;

import io.earshot.bench.server.Part;
import java.io.IOException;
import java.util.List;

/**
 * What the scoring service does: how fast it catches up, how soon a post is visible, how fast it answers, and what that costs as the history
 * grows. Each part has a Kafka and a Cassandra of its own, on the same machine.
 */
final class ScoringBench {

    private ScoringBench() {}

    public static void main(String[] args) throws IOException {
        Options options = Options.parse(args);
        List<Part> parts = List.of(
                new Part("catch-up", 1_024, site -> CatchUp.run(site, options)),
                new Part("latency", 1_024, site -> PostedToVisible.run(site, options)),
                new Part("queries", 1_024, site -> Queries.run(site, options)),
                new Part("growth", 2_048, site -> Growth.run(site, options)));
        System.exit(Part.runAll("scoring", parts, options.parts()) ? 0 : 1);
    }
}
