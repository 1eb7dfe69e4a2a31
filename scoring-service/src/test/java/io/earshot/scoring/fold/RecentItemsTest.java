package io.earshot.scoring.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentItemsTest {

    @Test
    void knowsExactlyTheLastRecords() {
        Random random = new Random(42);
        RecentItems recent = new RecentItems();
        Deque<Integer> model = new ArrayDeque<>();
        Map<Integer, Integer> copies = new HashMap<>();
        for (int offset = 0; offset < 50_000; offset++) {
            int item = random.nextInt(6_000);
            recent.add(item(item), 0, offset, offset);
            model.add(item);
            copies.merge(item, 1, Integer::sum);
            if (random.nextInt(100) == 0) {
                recent.trim(3_000);
                while (model.size() > 3_000) {
                    copies.computeIfPresent(model.remove(), (id, count) -> count == 1 ? null : count - 1);
                }
                assertThat(recent.oldestOffset(-1)).isEqualTo(offset + 1 - model.size());
                int asked = random.nextInt(6_000);
                assertThat(recent.revisionOf(item(asked)) != null).isEqualTo(copies.containsKey(asked));
            }
        }
        for (int item = 0; item < 6_000; item++) {
            assertThat(recent.revisionOf(item(item)) != null)
                    .as("item %d", item)
                    .isEqualTo(copies.containsKey(item));
        }
    }

    @Test
    void keepsTheHighestRevision() {
        RecentItems recent = new RecentItems();
        recent.add(item(1), 2, 0, 0);
        recent.add(item(1), 1, 1, 0);

        assertThat(recent.revisionOf(item(1))).isEqualTo(2);
        assertThat(recent.revisionOf(item(2))).isNull();
    }

    /** Many of the same home place, so that runs grow and close again. */
    private static ItemId item(int number) {
        return new ItemId(number, number % 97);
    }
}
