package io.earshot.alerts;

import io.earshot.feedback.Context;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Items to test with. */
public final class Items {

    private Items() {}

    /** An NPS answer of an hour ago; the customer may be null. */
    public static Feedback nps(String id, int score, String customer) {
        return nps(id, 0, score, customer, Instant.now().minus(Duration.ofHours(1)));
    }

    public static Feedback nps(String id, int revision, int score, String customer, Instant occurredAt) {
        Customer who = customer == null ? null : new Customer(customer, customer + "@shop.example", null, List.of());
        return new Survey(
                new Submission(id, revision, occurredAt, "The parcel came late", who, Context.NONE),
                Metric.NPS,
                Metric.NPS.defaultScale(),
                score,
                null);
    }
}
