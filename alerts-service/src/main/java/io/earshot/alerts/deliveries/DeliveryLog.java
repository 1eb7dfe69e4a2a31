package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import io.earshot.alerts.store.WrittenOnce;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tables {@code delivery_log} and {@code delivery_days}: the deliveries of a store by status and day, newest first. Written after the
 * delivery, from the delivery; who reads a line looks at the delivery. Lines vanish by themselves after the retention.
 */
@Component
final class DeliveryLog {

    /** A page that has looked at so many lines ends, even if few of them matched. */
    private static final int MOST_LOOKED_AT = 5_000;

    /** More attempts than any schedule has, twice. */
    private static final int STAMPS_OF_A_ROUND = 1 << 10;

    private static final String INSERT =
            "INSERT INTO delivery_log (store, day, status, at, id, customer) VALUES (?, ?, ?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?";
    private static final String DELETE =
            "DELETE FROM delivery_log USING TIMESTAMP ? WHERE store = ? AND day = ? AND status = ? AND at = ? AND id = ?";
    private static final String INSERT_DAY =
            "INSERT INTO delivery_days (store, status, day) VALUES (?, ?, ?) USING TTL ?";
    private static final String DAYS = "SELECT day FROM delivery_days WHERE store = ? AND status = ? AND day <= ?";
    private static final String NEWEST = "SELECT * FROM delivery_log WHERE store = ? AND day = ? AND status = ?";
    private static final String NEXT = NEWEST + " AND (at, id) < (?, ?)";

    private static final Comparator<Entry> NEWEST_FIRST =
            Comparator.comparing(Entry::at).thenComparing(Entry::id).reversed();

    private final Cassandra cassandra;
    private final int seconds;
    private final WrittenOnce days = new WrittenOnce();

    DeliveryLog(Cassandra cassandra, DeliveryProperties properties) {
        this.cassandra = cassandra;
        this.seconds = (int) properties.logRetention().toSeconds();
    }

    /** A line: where to find a delivery, and the status that it had. */
    record Entry(Instant at, String id, String customer, String status) {}

    /**
     * Some lines.
     *
     * @param next where to go on, null at the end
     */
    record Slice(List<Entry> entries, @Nullable DeliveryCursor next) {}

    /** Lists a delivery that is owed for longer than a moment. */
    CompletionStage<?> pending(Delivery delivery) {
        return insert(delivery, DeliveryRows.PENDING, stamp(delivery, false));
    }

    /** Lists it with the status that it ended with. */
    CompletionStage<?> finished(Delivery delivery, String status) {
        CompletionStage<?> inserted = insert(delivery, status, stamp(delivery, true));
        return delivery.isListed()
                ? both(inserted, delete(delivery, DeliveryRows.PENDING, stamp(delivery, true)))
                : inserted;
    }

    /** Lists it as owed again, after it had ended with that status. */
    CompletionStage<?> again(Delivery delivery, String before) {
        return both(pending(delivery), delete(delivery, before, stamp(delivery, false)));
    }

    /**
     * Grows with every change that is listed, so that a late writer changes nothing.
     *
     * @param isFinal whether it has ended with those attempts
     */
    private static long stamp(Delivery delivery, boolean isFinal) {
        return delivery.round() * (long) STAMPS_OF_A_ROUND + delivery.attempts() * 2L + (isFinal ? 2 : 1);
    }

    private CompletionStage<?> insert(Delivery delivery, String status, long stamp) {
        String day = day(delivery.at());
        CompletionStage<?> line = cassandra.startTogether(cassandra.bind(
                INSERT,
                delivery.store(),
                day,
                status,
                delivery.at(),
                delivery.id().toString(),
                delivery.customer(),
                seconds,
                stamp));
        return days.start(
                        delivery.store() + "\n" + status + "\n" + day,
                        () -> cassandra.start(INSERT_DAY, delivery.store(), status, day, seconds))
                .<CompletionStage<?>>map(listed -> both(line, listed))
                .orElse(line);
    }

    private CompletionStage<?> delete(Delivery delivery, String status, long stamp) {
        return cassandra.startTogether(cassandra.bind(
                DELETE,
                stamp,
                delivery.store(),
                day(delivery.at()),
                status,
                delivery.at(),
                delivery.id().toString()));
    }

    private static CompletionStage<?> both(CompletionStage<?> one, CompletionStage<?> other) {
        return CompletableFuture.allOf(one.toCompletableFuture(), other.toCompletableFuture());
    }

    /** The newest lines that match, after the cursor. */
    Slice slice(String store, DeliveryQuery query) {
        List<Entry> found = new ArrayList<>();
        int lookedAt = 0;
        for (String day : days(store, query)) {
            Iterator<Entry> entries = merged(store, day, query);
            while (entries.hasNext()) {
                Entry entry = entries.next();
                lookedAt++;
                if (isOf(query.channel(), entry)) {
                    if (found.size() == query.limit()) {
                        return new Slice(found, DeliveryCursor.after(found.get(found.size() - 1)));
                    }
                    found.add(entry);
                }
                if (lookedAt == MOST_LOOKED_AT) {
                    return new Slice(found, DeliveryCursor.after(entry));
                }
            }
        }
        return new Slice(found, null);
    }

    private static boolean isOf(@Nullable UUID channel, Entry entry) {
        return channel == null
                || DeliveryId.of(entry.id())
                        .filter(id -> id.channel().equals(channel))
                        .isPresent();
    }

    private Iterable<String> days(String store, DeliveryQuery query) {
        DeliveryCursor from = query.cursor();
        String newest = from == null ? "9999-12-31" : day(from.at());
        TreeSet<String> days = new TreeSet<>(Comparator.reverseOrder());
        query.statuses()
                .forEach(status -> cassandra
                        .run(DAYS, store, status, newest)
                        .forEach(row -> days.add(DeliveryRows.text(row, "day"))));
        return days;
    }

    private record Source(Entry head, Iterator<Entry> rest) {}

    private Iterator<Entry> merged(String store, String day, DeliveryQuery query) {
        PriorityQueue<Source> sources = new PriorityQueue<>(Comparator.comparing(Source::head, NEWEST_FIRST));
        query.statuses().forEach(status -> add(sources, entries(store, day, status, query)));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !sources.isEmpty();
            }

            @Override
            public Entry next() {
                Source source = sources.remove();
                add(sources, source.rest());
                return source.head();
            }
        };
    }

    private static void add(PriorityQueue<Source> sources, Iterator<Entry> entries) {
        if (entries.hasNext()) {
            sources.add(new Source(entries.next(), entries));
        }
    }

    private Iterator<Entry> entries(String store, String day, String status, DeliveryQuery query) {
        // one more than the page tells whether there is another one; of one channel there may be few among many
        int most = query.channel() == null ? query.limit() + 1 : MOST_LOOKED_AT;
        DeliveryCursor cursor = query.cursor();
        Iterator<Row> rows = (cursor == null
                        ? cassandra.runPaged(most, NEWEST, store, day, status)
                        : cassandra.runPaged(most, NEXT, store, day, status, cursor.at(), cursor.id()))
                .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Entry next() {
                Row row = rows.next();
                return new Entry(
                        Objects.requireNonNull(row.getInstant("at")),
                        DeliveryRows.text(row, "id"),
                        DeliveryRows.text(row, "customer"),
                        status);
            }
        };
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }
}
