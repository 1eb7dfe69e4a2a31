package io.earshot.bench.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the connections of a load send, each with the key of another store in turn. Every request of a measurement has ids of its own. */
public final class Requests {

    public static final int BATCH = 100;

    private static final String[] METRICS = {"nps", "csat", "ces"};
    private static final String[] COMMENTS = {
        "The parcel came late", "Fits well, would buy again", "Nobody answered my mail for three days", "Fine"
    };

    private final Stores stores;
    private final Ids ids = new Ids();
    private final String occurredAt =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    public Requests(Stores stores) {
        this.stores = stores;
    }

    /** Single posts as a storefront's server sends them. */
    public List<RequestTemplate> posts(String path, int connections) {
        return each(
                connections,
                i -> RequestTemplate.of(
                        head(
                                path,
                                "Authorization: Bearer " + stores.ingestKeys().get(store(i))),
                        post(i),
                        ids));
    }

    /** Single posts as a browser sends them. */
    public List<RequestTemplate> browserPosts(String path, int connections) {
        return each(
                connections,
                i -> RequestTemplate.of(
                        head(
                                path,
                                "Authorization: Bearer " + stores.submitKeys().get(store(i)),
                                "Origin: " + Stores.ORIGIN,
                                "Sec-Fetch-Mode: cors"),
                        post(i),
                        ids));
    }

    /** Batches of {@value #BATCH} items, no two items alike. */
    public List<RequestTemplate> batches(int connections) {
        Random random = new Random(1);
        return each(connections, i -> {
            String body =
                    IntStream.range(0, BATCH).mapToObj(item -> item(random)).collect(Collectors.joining(",", "[", "]"));
            String key = "Authorization: Bearer " + stores.ingestKeys().get(store(i));
            return RequestTemplate.of(head("/v1/feedback/batch", key), body, ids);
        });
    }

    private interface Maker {
        RequestTemplate make(int connection);
    }

    private static List<RequestTemplate> each(int connections, Maker maker) {
        return IntStream.range(0, connections).mapToObj(maker::make).toList();
    }

    private int store(int connection) {
        return connection % stores.ingestKeys().size();
    }

    private static List<String> head(String path, String... more) {
        List<String> head = new ArrayList<>(List.of(
                "POST " + path + " HTTP/1.1",
                "Host: feedback.shop.example",
                "User-Agent: earshot-bench",
                "Accept: */*",
                "Content-Type: application/json"));
        head.addAll(List.of(more));
        return head;
    }

    private String post(int connection) {
        return item(new Random(connection));
    }

    private String item(Random random) {
        return """
                {"id":"b-%s","kind":"survey","metric":"%s","score":%d,"comment":"%s","occurredAt":"%s",\
                "customer":{"id":"c-%d","email":"kim.larsson@shop.example"},\
                "context":{"channel":"email","touchpoint":"delivery","product":"sku-%d","order":"o-%d","locale":"sv-SE"}}""".formatted(
                        Ids.PLACE,
                        METRICS[random.nextInt(METRICS.length)],
                        1 + random.nextInt(5),
                        COMMENTS[random.nextInt(COMMENTS.length)],
                        occurredAt,
                        random.nextInt(100_000),
                        random.nextInt(1_000),
                        random.nextInt(1_000_000));
    }
}
