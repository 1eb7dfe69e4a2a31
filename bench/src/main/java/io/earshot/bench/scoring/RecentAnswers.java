package io.earshot.bench.scoring;

import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import java.time.Instant;
import java.util.List;

/** Answers a few seconds old, of 500 stores, with ids and times that the clients gave. Every hundredth comes a second time. */
final class RecentAnswers implements ItemSource {

    private static final int EVERY = 100;
    private static final int DISTANCE = 50;

    private final List<String> stores = Shops.evenly(500);
    private final Answers answers = new Answers(0);
    private final Submitted[] last = new Submitted[EVERY];

    List<String> stores() {
        return stores;
    }

    @Override
    public Submitted item(long number, Instant now) {
        int place = (int) (number % EVERY);
        if (place == EVERY - 1) {
            Submitted again = last[place - DISTANCE];
            return new Submitted(new Origin(again.origin().store(), now, Via.INGEST, false), again.feedback());
        }
        Origin origin = new Origin(answers.any(stores), now, Via.INGEST, false);
        Instant occurredAt = now.minusMillis(1 + answers.random(5_000));
        last[place] = new Submitted(origin, answers.survey("item-" + number, occurredAt, null, null));
        return last[place];
    }

    @Override
    public long distinct(long items) {
        return items - items / EVERY;
    }
}
