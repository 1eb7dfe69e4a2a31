package io.earshot.alerts.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentChangesTest {

    private final RecentChanges recent = new RecentChanges(1_000_000);

    private static CaseChange change(String store, int partition, long offset) {
        return new CaseChange(store, new Position(partition, offset), "case.opened", "high", null, null, "{}");
    }

    private void read(int partition, long from, long to) {
        for (long offset = from; offset <= to; offset++) {
            recent.add(change(offset % 2 == 0 ? "even" : "odd", partition, offset));
        }
    }

    @Test
    void givesAStoreWhatItMissed() {
        recent.begin(3, 10);
        read(3, 10, 20);

        assertThat(recent.after(new Position(3, 15), "even").orElseThrow())
                .extracting(change -> change.position().offset())
                .containsExactly(16L, 18L, 20L);
        assertThat(recent.after(new Position(3, 9), "even").orElseThrow()).hasSize(6);
        assertThat(recent.after(new Position(3, 20), "even").orElseThrow()).isEmpty();
        assertThat(recent.end(3)).isEqualTo(new Position(3, 20));
    }

    @Test
    void saysSoWhereItDoesNotRememberAll() {
        recent.begin(3, 10);
        read(3, 10, 20);

        assertThat(recent.after(new Position(3, 8), "even")).isEmpty();
        assertThat(recent.after(new Position(3, 21), "even")).isEmpty();
        assertThat(recent.after(new Position(4, 15), "even")).isEmpty();
        assertThat(recent.end(4)).isNull();
    }

    @Test
    void remembersSoManyOfAPartition() {
        recent.begin(0, 0);
        read(0, 0, 1_500);

        assertThat(recent.after(new Position(0, 499), "odd")).isEmpty();
        assertThat(recent.after(new Position(0, 500), "odd").orElseThrow()).hasSize(500);
    }

    @Test
    void forgetsOfTheHeaviestFirst() {
        RecentChanges small = new RecentChanges(10 * change("even", 0, 0).weight());
        small.begin(0, 0);
        small.begin(1, 0);
        small.add(change("even", 1, 0));
        for (long offset = 0; offset < 20; offset++) {
            small.add(change("even", 0, offset));
        }

        assertThat(small.after(new Position(1, -1), "even").orElseThrow()).hasSize(1);
        assertThat(small.after(new Position(0, 9), "even")).isEmpty();
        assertThat(small.after(new Position(0, 10), "even").orElseThrow()).hasSize(9);
    }

    @Test
    void beginsAnewAndPassesOverWhatSaysNothing() {
        recent.begin(0, 0);
        read(0, 0, 5);
        recent.begin(0, 100);
        recent.pass(new Position(0, 100));

        assertThat(recent.after(new Position(0, 3), "odd")).isEmpty();
        assertThat(recent.after(new Position(0, 99), "odd").orElseThrow()).isEmpty();
        assertThat(recent.end(0)).isEqualTo(new Position(0, 100));
    }

    @Test
    void readsAPositionAsItWroteIt() {
        assertThat(Position.of(new Position(7, 1234).written())).contains(new Position(7, 1234));
        assertThat(Position.of("7")).isEmpty();
        assertThat(Position.of("a-b")).isEmpty();
        assertThat(Position.of("7-99999999999999999999")).isEmpty();
    }
}
