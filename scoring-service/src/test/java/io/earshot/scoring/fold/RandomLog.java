package io.earshot.scoring.fold;

import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Context;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A seeded log of one partition, through several sources: repeats and revisions at every distance and in any order, with either kind of
 * key, withdrawals before and after, late items, erasures and what nobody can read.
 */
final class RandomLog {

    static final String STORE = "shop";

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final Random random;
    private final int touchpoints;
    private final List<Submitted> items = new ArrayList<>();
    private Instant received = START;

    /** A record; without an event it can't be read. */
    record Logged(
            Source source,
            long offset,
            long appended,
            @Nullable FeedbackEvent event) {

        @Nullable
        Entry entry() {
            return event == null ? null : new Entry(offset, appended, event);
        }
    }

    private RandomLog(Random random, int touchpoints) {
        this.random = random;
        this.touchpoints = touchpoints;
    }

    /** One list of records for each source. */
    static List<List<Logged>> of(Random random, int... records) {
        return withTouchpoints(3, random, records);
    }

    static List<List<Logged>> withTouchpoints(int touchpoints, Random random, int... records) {
        RandomLog log = new RandomLog(random, touchpoints);
        List<List<Logged>> sources = new ArrayList<>();
        for (int ordinal = 0; ordinal < records.length; ordinal++) {
            Source source = new Source("topic-" + ordinal, 0, 0, ordinal, 0);
            List<Logged> ofSource = new ArrayList<>();
            for (int offset = 0; offset < records[ordinal]; offset++) {
                log.received = log.received.plusSeconds(random.nextInt(40));
                ofSource.add(new Logged(source, offset, log.received.toEpochMilli(), log.event()));
            }
            sources.add(ofSource);
        }
        return sources;
    }

    private @Nullable FeedbackEvent event() {
        Origin origin = new Origin(STORE, received, random.nextInt(3) == 0 ? Via.SUBMIT : Via.INGEST, false);
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1 -> new Erased(origin, "c-" + random.nextInt(5));
            case 2, 3 -> new Withdrawn(origin, anyId());
            case 4, 5, 6, 7 -> again(origin, 0);
            case 8, 9, 10, 11 -> again(origin, 1 + random.nextInt(3));
            default -> fresh(origin);
        };
    }

    /** Of an item that came before, near or far; now and then of one that never comes. */
    private String anyId() {
        return items.isEmpty() || random.nextInt(8) == 0
                ? "unseen-" + random.nextInt(20)
                : any().feedback().id();
    }

    private Submitted any() {
        int back = random.nextBoolean() ? 10 : items.size();
        return items.get(Math.max(0, items.size() - 1 - random.nextInt(back)));
    }

    /** A copy, or another revision with other content: higher or lower, of the same time or another one. */
    private FeedbackEvent again(Origin origin, int revision) {
        if (items.isEmpty()) {
            return fresh(origin);
        }
        Submitted first = any();
        if (revision == 0) {
            return new Submitted(origin, first.feedback());
        }
        boolean sameTime = random.nextInt(3) > 0;
        Instant occurredAt = sameTime ? first.feedback().occurredAt() : received;
        return keep(new Submitted(origin, feedback(first.feedback().id(), revision, occurredAt)));
    }

    private Submitted fresh(Origin origin) {
        boolean late = random.nextInt(5) == 0;
        Instant occurredAt = late ? received.minusSeconds(random.nextInt(200_000)) : received;
        boolean firstOfAll = random.nextInt(4) > 0;
        String id = random.nextInt(30) == 0 ? "unseen-" + random.nextInt(20) : "id-" + items.size();
        return keep(new Submitted(origin, feedback(id, firstOfAll ? 0 : 1 + random.nextInt(2), occurredAt)));
    }

    private Submitted keep(Submitted submitted) {
        items.add(submitted);
        return submitted;
    }

    private Feedback feedback(String id, int revision, Instant occurredAt) {
        Context context = new Context(
                random.nextBoolean() ? "web" : null,
                "t" + random.nextInt(touchpoints),
                random.nextInt(3) == 0 ? null : "p" + random.nextInt(4),
                null,
                null,
                null,
                null,
                null);
        Submission submission = new Submission(id, revision, occurredAt, "words", null, context);
        return switch (random.nextInt(3)) {
            case 0 -> new Review(submission, 1 + random.nextInt(5), null, null);
            case 1 -> new Survey(submission, Metric.NPS, Metric.NPS.defaultScale(), random.nextInt(11), null);
            default ->
                new Button(
                        submission,
                        Category.values()[random.nextInt(Category.values().length)],
                        random.nextBoolean() ? null : 1 + random.nextInt(5));
        };
    }
}
