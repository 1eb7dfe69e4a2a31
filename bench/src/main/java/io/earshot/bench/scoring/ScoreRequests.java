package io.earshot.bench.scoring;

import io.earshot.bench.load.Ids;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.server.Keys;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/** Questions about scores, as bytes: of random stores and metrics. */
final class ScoreRequests {

    private final Keys keys;
    private final Random random = new Random(1);

    ScoreRequests(Keys keys) {
        this.keys = keys;
    }

    /**
     * One for each connection.
     *
     * @param rest of the query, behind the metric
     */
    List<RequestTemplate> ask(int connections, Function<Random, String> rest) {
        List<String> stores = List.copyOf(keys.byStore().keySet());
        return Stream.generate(() -> request(stores.get(random.nextInt(stores.size())), rest.apply(random)))
                .limit(connections)
                .toList();
    }

    private RequestTemplate request(String store, String rest) {
        String metric =
                Answers.METRICS.get(random.nextInt(Answers.METRICS.size())).slug();
        List<String> head = List.of(
                "GET /v1/scores?metric=" + metric + "&" + rest + " HTTP/1.1",
                "Host: scores.shop.example",
                "User-Agent: earshot-bench",
                "Accept: */*",
                "Authorization: Bearer " + keys.of(store));
        return RequestTemplate.of(head, "", new Ids());
    }
}
