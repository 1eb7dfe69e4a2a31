package io.earshot.scoring.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Context;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.Review;
import io.earshot.feedback.Submission;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.measure.Measures;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionFoldTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final int MEMORY = 20;

    @Test
    void needsNoLookUpWhileItRemembersEverything() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, MEMORY);

        assertThat(fold.needsLookUp(entry(0, "a", START, START))).isFalse();
    }

    @Test
    void looksUpWhatMayHaveComeBeforeItsMemory() {
        PartitionFold later = new PartitionFold(new Source("topic", 0, 0, 0, 0), 1_000, 1_000, MEMORY);
        later.passOver(1_000);
        later.beginBatch();
        fold(later, entry(1_001, "remembered", START, START));

        assertThat(later.needsLookUp(entry(1_002, "remembered", START, START))).isFalse();
        assertThat(later.needsLookUp(entry(1_002, "no-time-given", START.plusSeconds(900), START.plusSeconds(900))))
                .isTrue();
        assertThat(later.needsLookUp(entry(1_002, "old", START.minusSeconds(60), START.plusSeconds(900))))
                .isTrue();
        assertThat(later.needsLookUp(entry(1_002, "six-minutes", START.plusSeconds(360), START.plusSeconds(361))))
                .isTrue();
        assertThat(later.needsLookUp(entry(1_002, "recent", START.plusSeconds(361), START.plusSeconds(362))))
                .isFalse();
    }

    @Test
    void looksUpNoIdThatTheServiceMadeUnlessTheLogWasRewound() {
        Submitted made = new Submitted(
                new Origin("shop", START, Via.INGEST, true),
                new Review(new Submission("made", 0, START, null, null, Context.NONE), 3, null, null));
        PartitionFold later = new PartitionFold(new Source("topic", 0, 0, 0, 0), 1_000, 1_000, MEMORY);
        PartitionFold rewound = new PartitionFold(new Source("topic", 0, 1, 1, 600), 0, 0, MEMORY);

        assertThat(later.needsLookUp(new Entry(1_000, START.toEpochMilli(), made)))
                .isFalse();
        assertThat(rewound.needsLookUp(new Entry(599, START.toEpochMilli(), made)))
                .isTrue();
        assertThat(rewound.needsLookUp(new Entry(600, START.toEpochMilli(), made)))
                .isFalse();
    }

    @Test
    void countsTheHighestRevisionOnly() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, MEMORY);

        assertThat(fold(fold, entry(0, "a", 1, 5))).isEqualTo(Outcome.APPLIED);
        assertThat(fold(fold, entry(1, "a", 1, 4))).isEqualTo(Outcome.REPEATED);
        assertThat(fold(fold, entry(2, "a", 3, 2))).isEqualTo(Outcome.REVISED);
        assertThat(fold(fold, entry(3, "a", 2, 1))).isEqualTo(Outcome.SUPERSEDED);

        assertThat(dayOf(fold)).isEqualTo(List.of(0L, 1L, 0L, 0L, 0L));
    }

    @Test
    void takesAWithdrawnItemOutForGood() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, MEMORY);
        fold(fold, entry(0, "a", 0, 5));
        fold(fold, entry(1, "b", 0, 3));

        assertThat(fold(fold, withdrawal(2, "a"))).isEqualTo(Outcome.WITHDRAWN);
        assertThat(fold(fold, withdrawal(3, "a"))).isEqualTo(Outcome.REPEATED);
        assertThat(fold(fold, entry(4, "a", 7, 5))).isEqualTo(Outcome.AFTER_WITHDRAWAL);
        assertThat(fold(fold, withdrawal(5, "not-yet-seen"))).isEqualTo(Outcome.WITHDRAWN);
        assertThat(fold(fold, entry(6, "not-yet-seen", 0, 5))).isEqualTo(Outcome.AFTER_WITHDRAWAL);

        assertThat(dayOf(fold)).isEqualTo(List.of(0L, 0L, 1L, 0L, 0L));
    }

    @Test
    void letsNoSubmitKeyReviseWhatAnIngestKeyMade() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, MEMORY);

        assertThat(fold(fold, entry(0, "a", 0, 5, Via.SUBMIT))).isEqualTo(Outcome.APPLIED);
        assertThat(fold(fold, entry(1, "a", 1, 4, Via.SUBMIT))).isEqualTo(Outcome.REVISED);
        assertThat(fold(fold, entry(2, "a", 2, 3, Via.INGEST))).isEqualTo(Outcome.REVISED);
        assertThat(fold(fold, entry(3, "a", 3, 1, Via.SUBMIT))).isEqualTo(Outcome.REFUSED);
        assertThat(fold(fold, entry(4, "a", 3, 2, Via.INGEST))).isEqualTo(Outcome.REVISED);

        assertThat(dayOf(fold)).isEqualTo(List.of(0L, 1L, 0L, 0L, 0L));
    }

    @Test
    void writesNothingWhereARevisionCountsTheSame() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, MEMORY);
        fold(fold, entry(0, "a", 0, 5));
        fold.takeChanged();

        assertThat(fold(fold, entry(1, "a", 1, 5))).isEqualTo(Outcome.REVISED);
        assertThat(fold.takeChanged()).isEmpty();
    }

    @Test
    void takesOutWhatAnOlderSourcePutIn() {
        PartitionFold anew = new PartitionFold(new Source("topic-2", 0, 0, 1, 0), 0, 0, MEMORY);
        Entry old = entry(900, "a", 0, 5);
        ItemRecord before = new ItemRecord(0, "topic:0:0", 900, old.item().change());
        Entry revision = entry(0, "a", 1, 2);

        assertThat(anew.needsLookUp(revision)).isTrue();
        anew.forEachMissingRow(revision, List.of(before), key -> anew.put(key, null));
        assertThat(anew.fold(revision, List.of(before))).isEqualTo(Outcome.REVISED);

        assertThat(dayOf(anew)).isEqualTo(List.of(0L, 1L, 0L, 0L, -1L));
    }

    @Test
    void judgesWhatItOnlyRemembersByWhatCameBefore() {
        PartitionFold later = new PartitionFold(new Source("topic", 0, 0, 0, 0), 1_001, 1_000, MEMORY);
        Entry lower = entry(1_000, "a", 3, 1);
        later.remember(lower);
        Entry between = entry(1_001, "a", 4, 1);
        Entry highest = entry(10, "a", 5, 5);
        List<ItemRecord> before =
                List.of(new ItemRecord(0, "topic:0:0", 10, highest.item().change()));

        assertThat(later.needsLookUp(between)).isTrue();
        later.forEachMissingRow(between, before, key -> later.put(key, null));
        assertThat(later.fold(between, before)).isEqualTo(Outcome.SUPERSEDED);
        assertThat(later.needsLookUp(entry(1_002, "a", 6, 1))).isFalse();
    }

    @Test
    void countsTheRestOfTooManyValuesTogether() {
        PartitionFold fold = new PartitionFold(new Source("topic", 0, 0, 0, 0), 0, 0, 1_000);
        for (int i = 0; i < 250; i++) {
            Context context = new Context(null, "touchpoint-" + i, null, null, null, null, null, null);
            fold(
                    fold,
                    new Entry(
                            i,
                            START.toEpochMilli(),
                            new Submitted(
                                    new Origin("shop", START, Via.INGEST, false),
                                    new Review(
                                            new Submission("i" + i, 0, START, null, null, context), 3, null, null))));
        }

        ScoreRow.Image day = fold.takeChanged().get(2);
        assertThat(day.segments()).hasSize(201);
        Measures other = Measures.decode(day.key().series(), day.segments().get("touchpoint:~other"));
        assertThat(other.answers(3)).isEqualTo(50);
    }

    private static Outcome fold(PartitionFold fold, Entry entry) {
        fold.forEachMissingRow(entry, List.of(), key -> fold.put(key, null));
        return fold.fold(entry, List.of());
    }

    /** The stars of the day's row, from 1 to 5. */
    private static List<Long> dayOf(PartitionFold fold) {
        ScoreRow.Image day = fold.takeChanged().stream()
                .filter(row -> row.key().resolution() == Resolution.DAY)
                .findFirst()
                .orElseThrow();
        Measures sums = Measures.decode(day.key().series(), day.total());
        return IntStream.rangeClosed(1, 5).mapToObj(sums::answers).toList();
    }

    private static Entry entry(long offset, String id, int revision, int rating) {
        return entry(offset, id, revision, rating, Via.INGEST);
    }

    private static Entry entry(long offset, String id, int revision, int rating, Via via) {
        return new Entry(
                offset,
                START.toEpochMilli(),
                new Submitted(
                        new Origin("shop", START, via, false),
                        new Review(new Submission(id, revision, START, null, null, Context.NONE), rating, null, null)));
    }

    private static Entry withdrawal(long offset, String id) {
        return new Entry(offset, START.toEpochMilli(), new Withdrawn(new Origin("shop", START, Via.INGEST, false), id));
    }

    private static Entry entry(long offset, String id, Instant occurredAt, Instant received) {
        return new Entry(
                offset,
                received.toEpochMilli(),
                new Submitted(
                        new Origin("shop", received, Via.INGEST, false),
                        new Review(new Submission(id, 0, occurredAt, null, null, Context.NONE), 3, null, null)));
    }
}
