package io.earshot.alerts.dryruns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.earshot.alerts.Items;
import io.earshot.alerts.rules.Rulebook;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");

    private final Tally tally = new Tally(Rulebook.outOfTheBox(), NOW.minus(Duration.ofDays(30)), 1_000);

    @Test
    void countsAnItemOnceAtItsNewestRevision() {
        submit("a1", 0, 3);
        submit("a1", 0, 3);
        submit("a1", 2, 5);
        submit("a1", 1, 0);
        submit("better", 0, 1);
        submit("better", 1, 9);
        submit("worse", 0, 9);
        submit("worse", 1, 6);
        submit("late", 1, 9);
        submit("late", 0, 0);

        assertThat(tally.read()).isEqualTo(10);
        assertThat(tally.bySeverity())
                .containsEntry(Severity.NORMAL, 2)
                .containsEntry(Severity.HIGH, 0)
                .hasSize(4);
        assertThat(tally.examples()).extracting(Tally.Example::id).containsExactly("worse", "a1");
    }

    @Test
    void leavesOutWhatWasWithdrawnAlsoIfItComesAgain() {
        submit("a1", 0, 3);
        tally.add(new Withdrawn(origin(Via.INGEST), "a1"));
        submit("a1", 1, 3);
        tally.add(new Withdrawn(origin(Via.INGEST), "a2"));
        submit("a2", 0, 3);

        assertThat(tally.examples()).isEmpty();
    }

    @Test
    void leavesOutWhatHappenedEarlier() {
        tally.add(new Submitted(origin(Via.INGEST), Items.nps("old", 0, 0, "c-1", NOW.minus(Duration.ofDays(31)))));

        assertThat(tally.read()).isOne();
        assertThat(tally.examples()).isEmpty();
    }

    @Test
    void letsNoBrowserReviseWhatAServerPosted() {
        submit("a1", 0, 3);
        tally.add(new Submitted(origin(Via.SUBMIT), Items.nps("a1", 1, 10, "c-1", NOW)));

        assertThat(tally.examples()).hasSize(1);
    }

    @Test
    void showsNoWordsOfAnErasedPersonButLaterOnes() {
        submit("before", 0, 3);
        tally.add(new Erased(origin(Via.INGEST), "c-17"));
        submit("later", 0, 3);

        assertThat(tally.examples())
                .extracting(Tally.Example::id, Tally.Example::excerpt)
                .containsExactly(tuple("later", "The parcel came late"), tuple("before", null));
    }

    @Test
    void showsTheTwentyNewestAndStopsWhereMemoryEnds() {
        long taken = IntStream.range(0, 1_200)
                .filter(n -> tally.add(
                        new Submitted(origin(Via.INGEST), Items.nps("a" + n, 0, 3, null, NOW.plusSeconds(n)))))
                .count();

        assertThat(taken).isEqualTo(1_000);
        assertThat(tally.bySeverity()).containsEntry(Severity.HIGH, 1_000);
        assertThat(tally.examples()).hasSize(20);
        assertThat(tally.examples().get(0).id()).isEqualTo("a999");
    }

    private void submit(String id, int revision, int score) {
        tally.add(new Submitted(origin(Via.INGEST), Items.nps(id, revision, score, "c-17", NOW)));
    }

    private static Origin origin(Via via) {
        return new Origin("shop", NOW, via, false);
    }
}
