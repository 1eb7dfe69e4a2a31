package io.earshot.bench.alerts;

import io.earshot.bench.Report;
import io.earshot.bench.server.Site;
import io.earshot.bench.server.Work;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How soon a webhook tells of an unhappy answer: ingest service, Kafka, alerts service, Cassandra, the endpoint. */
final class PostedToTold {

    private PostedToTold() {}

    static void run(Site site, Options options) throws IOException, InterruptedException {
        Report.title(
                "Posted to webhook received, %,.0f detractors a second for %d s, to %d stores",
                options.rate(), options.time().toSeconds(), options.stores());
        List<String> stores =
                IntStream.range(0, options.stores()).mapToObj(i -> "shop-" + i).toList();
        try (Endpoint endpoint = new Endpoint();
                Services services = Services.start(site, stores, Map.of())) {
            for (String store : stores) {
                services.alerts().addWebhook(services.keys().of(store), endpoint.url(store));
            }
            Detractors detractors = new Detractors(services.ingest(), services.keys());
            Posts warmUp = detractors.post(stores, options.rate(), options.detractors(options.warmUp()));
            endpoint.awaitAll(warmUp);
            Report.progress("warm");
            Work before = services.work();
            Posts posts = detractors
                    .post(stores, options.rate(), options.detractors(options.time()))
                    .requireAll();
            Told told = endpoint.awaitAll(posts);
            String work = services.work().since(before, posts.least());
            long least = warmUp.least() + posts.least();
            long most = warmUp.most() + posts.most();
            services.alerts().requireDelivered(least, most);
            endpoint.requireOnly(least, most);
            Report.line("since due:  %s (expected: p99 below 1,000 ms)", told.sinceDue());
            Report.line("since 202:  %s", told.sinceAccepted());
            Report.line("%s", work);
        }
    }
}
