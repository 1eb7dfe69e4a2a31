package io.earshot.bench.alerts;

import io.earshot.bench.Report;
import io.earshot.bench.server.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What becomes of the deliveries to a quick endpoint while thousands wait for a slow one: the same load before the other endpoint becomes slow,
 * when it is and has fallen behind, and once more when it has caught up.
 */
final class SlowEndpoint {

    private static final double BACKLOG_RATE = 1_000;

    private final Options options;
    private final String quickStore;
    private final String slowStore;
    private final Endpoint quick;
    private final Endpoint slow;
    private final Services services;
    private final Detractors detractors;
    private long least;
    private long most;

    private SlowEndpoint(
            Options options, String quickStore, String slowStore, Endpoint quick, Endpoint slow, Services services) {
        this.options = options;
        this.quickStore = quickStore;
        this.slowStore = slowStore;
        this.quick = quick;
        this.slow = slow;
        this.services = services;
        this.detractors = new Detractors(services.ingest(), services.keys());
    }

    /** The slow endpoint is another store's. */
    static void inAStoreOfItsOwn(Site site, Options options) throws IOException, InterruptedException {
        run(site, options, "quick-shop", "slow-shop");
    }

    /** The slow endpoint is told of the same cases as the quick one. */
    static void inTheSameStore(Site site, Options options) throws IOException, InterruptedException {
        run(site, options, "shop", "shop");
    }

    private static void run(Site site, Options options, String quickStore, String slowStore)
            throws IOException, InterruptedException {
        boolean isShared = quickStore.equals(slowStore);
        Report.title(
                "%,.0f detractors a second for %d s beside an endpoint of %s that answers after %d s and is owed %,d deliveries",
                options.rate(),
                options.slowTime().toSeconds(),
                isShared ? "the same store" : "another store",
                options.slowAnswer().toSeconds(),
                options.backlog());
        List<String> stores = isShared ? List.of(quickStore) : List.of(quickStore, slowStore);
        try (Endpoint quick = new Endpoint();
                Endpoint slow = new Endpoint();
                Services services = Services.start(site, stores, Map.of())) {
            services.alerts().addWebhook(services.keys().of(quickStore), quick.url(quickStore));
            services.alerts().addWebhook(services.keys().of(slowStore), slow.url(slowStore));
            new SlowEndpoint(options, quickStore, slowStore, quick, slow, services).measure();
        }
    }

    private void measure() throws IOException, InterruptedException {
        quick.awaitAll(load(options.warmUp()));
        Report.progress("warm");
        Told without = quick.awaitAll(load(options.slowTime()).requireAll());
        slow.answerAfter(options.slowAnswer());
        int toldBefore = slow.told();
        Posts backlog = fallBehind();
        long waiting = waiting(toldBefore);
        Report.progress("%,d deliveries wait for the slow endpoint", waiting);
        Told with = quick.awaitAll(load(options.slowTime()).requireAll());
        long still = waiting(toldBefore);
        if (waiting < options.backlog() / 2 || still <= 0 || slow.told() == toldBefore) {
            throw new IllegalStateException(waiting + " deliveries waited at the beginning, " + still + " at the end"
                    + " (expected: at least half of " + options.backlog() + ", and some)");
        }
        slow.answerAfter(Duration.ZERO);
        slow.awaitAll(backlog);
        services.alerts().requireDelivered(least, most);
        Report.progress("all of them have come");
        without.add(quick.awaitAll(load(options.slowTime()).requireAll()));
        services.alerts().requireDelivered(least, most);
        Report.line("nobody is slow, before and after:  %s", without.sinceDue());
        Report.line("%,d to %,d wait for another:  %s", waiting, still, with.sinceDue());
        Report.line("p99 is %.2f times as long (expected: about 1)", with.p99() / without.p99());
    }

    private Posts load(Duration duration) throws IOException {
        return owed(detractors.post(List.of(quickStore), options.rate(), options.detractors(duration)));
    }

    /** Until all these deliveries are owed; those that the quick endpoint has to get have come to it. */
    private Posts fallBehind() throws IOException, InterruptedException {
        long owed = services.alerts().owed() + channels() * options.backlog();
        Posts posts = owed(detractors.post(List.of(slowStore), BACKLOG_RATE, options.backlog()))
                .requireAll();
        services.alerts().awaitOwed(owed);
        if (channels() > 1) {
            quick.awaitAll(posts);
        }
        return posts;
    }

    /** Each of these posts is owed to every channel of its store. */
    private Posts owed(Posts posts) {
        least += channels() * posts.least();
        most += channels() * posts.most();
        return posts;
    }

    private int channels() {
        return quickStore.equals(slowStore) ? 2 : 1;
    }

    /** Of those that were owed before the quick one was loaded again. */
    private long waiting(int toldBefore) {
        return options.backlog() - (slow.told() - toldBefore);
    }
}
