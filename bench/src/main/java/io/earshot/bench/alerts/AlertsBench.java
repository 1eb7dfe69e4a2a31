package io.earshot.bench.alerts;

import io.earshot.bench.server.Part;
import java.io.IOException;
import java.util.List;

/**
 * What the alerts service does: how soon a webhook tells of an unhappy answer, what a slow endpoint does to the others, and how fast cases are
 * listed and the inbox is shown. Each part has a Kafka and a Cassandra of its own, on the same machine.
 */
final class AlertsBench {

    private AlertsBench() {}

    public static void main(String[] args) throws IOException {
        Options options = Options.parse(args);
        List<Part> parts = List.of(
                new Part("latency", 1_024, site -> PostedToTold.run(site, options)),
                new Part("slow", 1_024, site -> SlowEndpoint.inAStoreOfItsOwn(site, options)),
                new Part("slow-beside", 1_024, site -> SlowEndpoint.inTheSameStore(site, options)),
                new Part("list", 2_048, site -> CaseLists.run(site, options)),
                new Part("inbox", 2_048, site -> Inboxes.run(site, options)));
        System.exit(Part.runAll("alerts", parts, options.parts()) ? 0 : 1);
    }
}
