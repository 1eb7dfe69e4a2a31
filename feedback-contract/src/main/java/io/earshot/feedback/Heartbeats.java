package io.earshot.feedback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Items that nobody gave: they go through the partitions of {@link Topics#EVENTS} behind those of customers, so that each stage can tell how
 * old what it has dealt with is, also while no customer says anything. The services count and keep none of them.
 *
 * <p>To others they are what the contract allows: one item of a store that no access key can have, the same one over and over, with neither
 * score nor customer.
 */
public final class Heartbeats {

    /** What the names of their stores begin with; no access key's store may hold a tilde. */
    static final String STORE_PREFIX = "~heartbeat-";

    private static final byte[] PREFIX_BYTES = STORE_PREFIX.getBytes(US_ASCII);

    /** The same item each time, and so long ago that no rule asks for it. */
    private static final Feedback ITEM = new Button(
            new Submission(
                    "heartbeat", 0, Instant.parse("2000-01-01T00:00:00Z"), "The pipeline is alive", null, Context.NONE),
            Category.OTHER,
            null);

    private final List<String> stores;

    /** @param spread the number of partitions that stores are spread over, at least 1 */
    public Heartbeats(int spread) {
        this.stores = IntStream.range(0, spread)
                .mapToObj(partition -> storeIn(partition, spread))
                .toList();
    }

    private static String storeIn(int partition, int spread) {
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> STORE_PREFIX + n)
                .filter(store -> StorePartition.of(store, spread) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** One for each partition, in their order. */
    public Stream<Submitted> at(Instant sent) {
        return stores.stream().map(store -> new Submitted(new Origin(store, sent, Via.INGEST, false), ITEM));
    }

    /** Whether the record is one. */
    public static boolean isHeartbeat(ConsumerRecord<byte[], byte[]> message) {
        byte[] key = message.key();
        return key != null
                && key.length > PREFIX_BYTES.length
                && Arrays.equals(key, 0, PREFIX_BYTES.length, PREFIX_BYTES, 0, PREFIX_BYTES.length);
    }

    /** When the ingest service sent it; empty where the record does not tell. */
    public static Optional<Instant> sent(ConsumerRecord<byte[], byte[]> heartbeat) {
        Header time = heartbeat.headers().lastHeader("ce_time");
        try {
            return time == null ? Optional.empty() : Optional.of(Times.parse(new String(time.value(), UTF_8)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
