package io.earshot.bench.alerts;

import io.earshot.bench.alerts.Posts.Post;
import io.earshot.bench.load.Ids;
import io.earshot.bench.load.OpenLoad;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.ServerUnderTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Unhappy answers of customers of whom each gives one, posted as a storefront's server posts them, with ids of its own. The id of an item is its
 * store, a dot, and a number that no other item has.
 */
final class Detractors {

    /** The id of an item: its store and its number. */
    static final Pattern ID = Pattern.compile("(.+)\\.(\\d+)");

    private static final int CONNECTIONS = 64;
    private static final int SCORES = 7;

    private final ServerUnderTest ingest;
    private final Keys keys;
    private final Ids ids = new Ids();

    Detractors(ServerUnderTest ingest, Keys keys) {
        this.ingest = ingest;
        this.keys = keys;
    }

    /**
     * Posts so many at fixed times, to each store as many as to any other.
     */
    Posts post(List<String> stores, double perSecond, long count) throws IOException {
        List<RequestTemplate> requests = IntStream.range(0, Math.max(CONNECTIONS, stores.size()))
                .mapToObj(i -> request(stores.get(i % stores.size()), i % SCORES))
                .toList();
        Map<Long, Post> accepted = new HashMap<>();
        OpenLoad.Result result =
                OpenLoad.run(ingest.address(), requests, perSecond, count, (id, due, answered, isAccepted) -> {
                    if (isAccepted) {
                        accepted.put(id, new Post(due, answered));
                    }
                });
        return new Posts(accepted, result.refused());
    }

    private RequestTemplate request(String store, int score) {
        List<String> head = List.of(
                "POST /v1/feedback HTTP/1.1",
                "Host: feedback.shop.example",
                "User-Agent: earshot-bench",
                "Accept: */*",
                "Content-Type: application/json",
                "Authorization: Bearer " + keys.of(store));
        String body = """
                {"id":"%s.%s","kind":"survey","metric":"nps","score":%d,"comment":"The parcel came late, and nobody answers",\
                "customer":{"id":"c-%s","email":"kim.larsson@shop.example"},\
                "context":{"channel":"email","touchpoint":"delivery","product":"sku-9","order":"o-551","locale":"sv-SE"}}""".formatted(store, Ids.PLACE, score, Ids.PLACE);
        return RequestTemplate.of(head, body, ids);
    }
}
