package io.earshot.bench.scoring;

import io.earshot.feedback.Customer;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Answers of 50 stores with ids made by the service, a million in thirty days however many there are: a longer history is a longer time, not a
 * denser one. Every third has a comment, every second a customer. They were taken in after the time of minute rows, which a history does not
 * keep.
 */
final class GrowingHistory implements ItemSource {

    private static final long MILLIS_BETWEEN = Duration.ofDays(30).toMillis() / 1_000_000;
    private static final Duration TAKEN_AFTER = Duration.ofHours(5);
    private static final List<String> COMMENTS = List.of(
            "The parcel came late, but the shop answered at once",
            "Fits well, I would buy it again in another colour",
            "Nobody answered my mail for three days, and the phone was always engaged",
            "Fine");

    private final List<String> stores = Shops.evenly(50);
    private final Answers answers;
    private final Instant begin;

    /**
     * @param products of each store, 0 for none
     * @param most how many items there will be: the last of them is a day old
     */
    GrowingHistory(int products, long most, Instant now) {
        this.answers = new Answers(products);
        this.begin = now.minus(Duration.ofDays(1)).minusMillis(most * MILLIS_BETWEEN);
    }

    List<String> stores() {
        return stores;
    }

    /** The time that the history has come to with so many items. */
    Instant at(long items) {
        return begin.plusMillis(items * MILLIS_BETWEEN);
    }

    @Override
    public Submitted item(long number, Instant now) {
        Instant occurredAt = at(number);
        Origin origin = new Origin(answers.any(stores), occurredAt.plus(TAKEN_AFTER), Via.INGEST, true);
        String comment = number % 3 == 0 ? answers.any(COMMENTS) : null;
        Customer customer = number % 2 == 0 ? customer() : null;
        return new Submitted(origin, answers.survey(id(number, occurredAt), occurredAt, comment, customer));
    }

    private Customer customer() {
        int number = answers.random(1_000_000);
        return new Customer("c-" + number, "customer-" + number + "@shop.example", null, List.of());
    }

    /** Of a UUIDv7's length and order. */
    private static String id(long number, Instant time) {
        long high = time.toEpochMilli() << 16 | 0x7000;
        return new UUID(high, number * 0x9E3779B97F4A7C15L).toString();
    }
}
