package io.earshot.ingest.item;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.ingest.publish.Publisher;
import io.earshot.ingest.publish.Receipt;
import io.earshot.ingest.tracing.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts items, not requests: received = accepted + rejected + limited + unavailable, as soon as none is on its way. An import's row counts once,
 * however often it was tried. A withdrawal or an erasure counts as an item of its own endpoint. A body in which no items can be told apart (too
 * large, not JSON, of another type) counts as one rejected item.
 */
@Component
public final class ItemCounters {

    private final Map<Endpoint, Counters> counters = new EnumMap<>(Endpoint.class);

    ItemCounters(MeterRegistry registry) {
        for (Endpoint endpoint : Endpoint.values()) {
            counters.put(
                    endpoint,
                    new Counters(
                            counter(registry, endpoint, "received", "Items that came in with a valid access key"),
                            counter(registry, endpoint, "accepted", "Items that Kafka has on all in-sync replicas"),
                            counter(registry, endpoint, "rejected", "Items that break the contract"),
                            counter(registry, endpoint, "limited", "Items beyond their caller's rate, refused"),
                            counter(registry, endpoint, "unavailable", "Items that Kafka did not confirm in time")));
        }
    }

    /** The counters of one endpoint. */
    public Counters at(Endpoint endpoint) {
        return counters.get(endpoint);
    }

    private static Counter counter(MeterRegistry registry, Endpoint endpoint, String outcome, String description) {
        return Counter.builder("earshot.ingest." + outcome)
                .description(description)
                .tag("via", endpoint.slug())
                .register(registry);
    }

    /**
     * What became of the items of one endpoint.
     *
     * @param received every item, counted when it was told apart
     * @param accepted counted on Kafka's acknowledgement
     * @param rejected counted together with {@code received}
     * @param limited counted together with {@code received}
     * @param unavailable counted when given up
     */
    public record Counters(Counter received, Counter accepted, Counter rejected, Counter limited, Counter unavailable) {

        /** Counts items that break the contract. */
        public void reject(int items) {
            received.increment(items);
            rejected.increment(items);
        }

        /** Counts items that their caller may not send yet. */
        public void limit(int items) {
            received.increment(items);
            limited.increment(items);
        }

        /** Counts items that go on to Kafka. */
        public void receive(int items) {
            received.increment(items);
        }

        /**
         * Hands events of one store over to Kafka, in their order, and counts them: also when they are settled after the client has gone, and nobody
         * listens to the answer any more.
         */
        public Mono<Receipt> publish(Publisher publisher, List<? extends FeedbackEvent> events) {
            return Mono.create(sink -> {
                receive(events.size());
                publisher.publish(events, Tracing.parent(sink.contextView()), settled -> {
                    settle(settled.accepted(), settled.unavailable());
                    sink.success(settled);
                });
            });
        }

        /** Counts what became of items that went on to Kafka. */
        public void settle(int acceptedItems, int unavailableItems) {
            accepted.increment(acceptedItems);
            unavailable.increment(unavailableItems);
        }
    }
}
