package io.earshot.bench.scoring;

import io.earshot.feedback.Context;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random answers to 3 metrics, each with channel, touchpoint and locale; the same ones in every run. */
final class Answers {

    /** How many segments each answer has, its product left aside. */
    static final int SEGMENTS = 3;

    static final List<Metric> METRICS = List.of(Metric.NPS, Metric.CSAT, Metric.CES);
    static final List<String> TOUCHPOINTS = List.of("checkout", "delivery", "support", "returns", "product");

    private static final List<String> CHANNELS = List.of("email", "web", "app");
    private static final List<String> LOCALES = List.of("sv-SE", "en-GB", "de-DE", "zh-CN", "fa-IR", "fr-FR");

    private final Random random = new Random(1);
    private final int products;

    /** @param products of each store; 0: the answers are about none */
    Answers(int products) {
        this.products = products;
    }

    /** The name of a product. */
    static String product(int number) {
        return "sku-" + number;
    }

    int random(int bound) {
        return random.nextInt(bound);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    Survey survey(String id, Instant occurredAt, @Nullable String comment, @Nullable Customer customer) {
        Metric metric = any(METRICS);
        Scale scale = metric.defaultScale();
        Context context = new Context(
                any(CHANNELS),
                any(TOUCHPOINTS),
                products == 0 ? null : product(random.nextInt(products)),
                null,
                null,
                null,
                any(LOCALES),
                null);
        Submission submission = new Submission(id, 0, occurredAt, comment, customer, context);
        return new Survey(submission, metric, scale, scale.low() + random.nextInt(scale.points()), null);
    }
}
