package io.earshot.scoring.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Series;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentItemsTest {

    @Test
    void knowsExactlyTheLastRecords() {
        Random random = new Random(42);
        RecentItems recent = new RecentItems();
        Deque<Remembering> model = new ArrayDeque<>();
        for (int offset = 0; offset < 20_000; offset++) {
            Remembering next = new Remembering(random.nextInt(3_000), offset);
            recent.add(item(next.item()), next.change(), offset, offset);
            model.add(next);
            if (random.nextInt(100) == 0) {
                recent.trim(1_500);
                while (model.size() > 1_500) {
                    model.remove();
                }
                assertThat(recent.oldestOffset(-1)).isEqualTo(offset + 1 - model.size());
                int asked = random.nextInt(3_000);
                assertThat(changes(recent, asked)).isEqualTo(changes(model, asked));
            }
        }
        for (int item = 0; item < 3_000; item++) {
            assertThat(changes(recent, item)).as("item %d", item).isEqualTo(changes(model, item));
        }
    }

    @Test
    void knowsHowAnItemStandsOnceThatWasJudged() {
        RecentItems recent = new RecentItems();
        ItemState state = new ItemState(2, null, null, true);
        recent.add(item(1), new Change.Withdraw(), 0, 0);
        recent.add(item(1), state, 1, 0);

        assertThat(recent.find(item(1)).state(ItemState.UNKNOWN)).isEqualTo(state);
        assertThat(recent.find(item(2))).isNull();
    }

    private record Remembering(int item, int number) {

        Change change() {
            Contribution contribution = new Contribution(Series.of("review/1-5"), 1, null, List.of());
            return new Change.Put(number, Via.INGEST, new Counted(contribution, Instant.EPOCH, false));
        }
    }

    private static List<Change> changes(RecentItems recent, int item) {
        RecentItems.Remembered found = recent.find(item(item));
        return found == null ? List.of() : found.unjudged();
    }

    private static List<Change> changes(Deque<Remembering> model, int item) {
        return model.stream()
                .filter(one -> one.item() == item)
                .map(Remembering::change)
                .toList();
    }

    /** Many of the same home place, so that runs grow and close again. */
    private static ItemId item(int number) {
        return new ItemId(number, number % 97);
    }
}
