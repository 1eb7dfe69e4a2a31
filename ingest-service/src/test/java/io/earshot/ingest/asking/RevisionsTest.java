package io.earshot.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SurveyLink LINK = link(Map.of("id", "a1"));
    private static final SurveyLink DATED = link(Map.of("id", "a1", "asked", "2026-11-22"));

    private final Revisions revisions = new Revisions();

    @Test
    void risesWithEveryAnswerOfALinkHoweverSoonItComes() {
        List<Integer> given = new ArrayList<>();
        for (int seconds : new int[] {0, 0, 0, 1, 9, 10, 10, 11, 86_400}) {
            given.add(revisions.next("shop", LINK, NOW.plusSeconds(seconds)));
        }

        assertThat(given).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void doesNotTakeOneLinkOrStoreForAnother() {
        int first = revisions.next("shop", LINK, NOW);

        assertThat(revisions.next("shop", link(Map.of("id", "a2")), NOW)).isEqualTo(first);
        assertThat(revisions.next("other", LINK, NOW)).isEqualTo(first);
        assertThat(revisions.next("shop", link(Map.of()), NOW)).isEqualTo(first);
        assertThat(revisions.next("shop", link(Map.of()), NOW)).isEqualTo(first);
    }

    @Test
    void tellsAnswersApartThatOtherInstancesTook() {
        int first = revisions.next("shop", LINK, NOW);
        assertThat(new Revisions().next("shop", LINK, NOW.plusSeconds(10))).isEqualTo(first + 1);
        assertThat(new Revisions().next("shop", LINK, NOW.plus(Duration.ofDays(7))))
                .isEqualTo(first + 7 * 8640);

        int dated = revisions.next("shop", link(Map.of("id", "a2", "asked", "2026-11-22")), NOW);
        assertThat(new Revisions().next("shop", DATED, NOW.plusSeconds(1))).isEqualTo(dated + 1);
    }

    @Test
    void risesForAYearFromTheDayThatTheLinkNames() {
        int before = -1;
        for (Duration age = Duration.ZERO; age.toDays() < 365; age = age.plusMinutes(59)) {
            int revision = new Revisions().next("shop", DATED, NOW.plus(age));
            assertThat(revision).as("%s after", age).isBetween(before + 1, Revisions.HIGHEST - 1);
            before = revision;
        }
        assertThat(revisions.next("shop", DATED, NOW.plus(Duration.ofDays(4_000))))
                .isEqualTo(Revisions.HIGHEST);
        assertThat(revisions.next("shop", DATED, NOW.minus(Duration.ofDays(4_000))))
                .as("it was answered later already")
                .isEqualTo(Revisions.HIGHEST);
    }

    @Test
    void startsAtNothingWhereTheLinkIsOfTheFuture() {
        assertThat(revisions.next("shop", DATED, NOW.minus(Duration.ofDays(9)))).isZero();
        assertThat(revisions.next("shop", DATED, NOW.minus(Duration.ofDays(9)))).isEqualTo(1);
    }

    @Test
    void goesAboveTheRevisionThatAPageChangesAndNeverBeyondTheHighest() {
        int now = revisions.next("shop", link(Map.of()), NOW);

        assertThat(after("" + now)).isEqualTo(now + 1);
        assertThat(after("" + (now - 5))).isEqualTo(now);
        assertThat(after("9999999")).isEqualTo(1 << 20);
        for (String none : List.of("-1", "x", "99999999999999999999", "1e9", "")) {
            assertThat(after(none)).isEqualTo(now);
        }
    }

    @Test
    void forgetsTheOldestOfMoreThanItMayRemember() {
        int first = revisions.next("shop", LINK, NOW);
        for (int i = 0; i < Revisions.MOST_REMEMBERED - 1; i++) {
            revisions.next("shop", link(Map.of("id", "other-" + i)), NOW);
        }

        assertThat(revisions.next("shop", LINK, NOW)).isEqualTo(first + 1);
        for (int i = 0; i < Revisions.MOST_REMEMBERED; i++) {
            revisions.next("shop", link(Map.of("id", "another-" + i)), NOW);
        }
        assertThat(revisions.next("shop", LINK, NOW)).isEqualTo(first);
        String tooLong = "x".repeat(65);
        assertThat(revisions.next("shop", link(Map.of("id", tooLong)), NOW))
                .isEqualTo(revisions.next("shop", link(Map.of("id", tooLong)), NOW));
    }

    private int after(String revision) {
        return revisions.next("shop", link(Map.of("after", revision)), NOW);
    }

    private static SurveyLink link(Map<String, String> given) {
        return new SurveyLink(given);
    }
}
