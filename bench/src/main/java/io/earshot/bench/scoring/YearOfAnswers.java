package io.earshot.bench.scoring;

import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A year of answers of 20 stores, each about one of its 50 products, in the order in which they were given. All were taken in today, so that only
 * the last hours have minute rows.
 */
final class YearOfAnswers implements ItemSource {

    static final int PRODUCTS = 50;

    private static final Duration LENGTH = Duration.ofDays(365);

    private final List<String> stores = Shops.evenly(20);
    private final Answers answers = new Answers(PRODUCTS);
    private final Instant end;
    private final double millisBetween;

    YearOfAnswers(long items, Instant end) {
        this.end = end;
        this.millisBetween = (double) LENGTH.toMillis() / items;
    }

    List<String> stores() {
        return stores;
    }

    @Override
    public Submitted item(long number, Instant now) {
        Instant occurredAt = end.minus(LENGTH).plusMillis((long) (number * millisBetween));
        Origin origin = new Origin(answers.any(stores), now, Via.INGEST, true);
        return new Submitted(origin, answers.survey("made-" + number, occurredAt, null, null));
    }
}
