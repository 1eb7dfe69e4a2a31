package io.earshot.alerts.drops;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.cases.DropBook.Latest;
import io.earshot.alerts.cases.DropChange;
import io.earshot.alerts.cases.DropChange.Closed;
import io.earshot.alerts.cases.DropChange.Kept;
import io.earshot.alerts.cases.DropChange.Nothing;
import io.earshot.alerts.cases.DropChange.Opened;
import io.earshot.alerts.cases.DropChange.Told;
import io.earshot.feedback.Metric;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JudgementTest {

    private static final Instant FELL = Instant.parse("2026-11-23T10:15:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    /** At least 5 points, of 30 answers at least. */
    private static final Watch WATCH = Watch.OUT_OF_THE_BOX.get(0);

    /** From 50 to 30. */
    private static final PublishedScore FALL = score(FELL, 30, 40, 50, true);

    private static PublishedScore score(Instant to, double score, double high, double before, boolean significant) {
        return score(to, 200, score, high, 200, before, significant);
    }

    private static PublishedScore score(
            Instant to, long n, double score, double high, long previousN, double before, boolean significant) {
        return new PublishedScore(
                Metric.NPS,
                Metric.NPS.defaultScale(),
                "7d",
                to,
                n,
                score,
                high,
                new PublishedScore.Before(to.minus(WEEK).minus(WEEK), previousN, before),
                score - before,
                significant);
    }

    private static DropChange judge(Latest latest, PublishedScore score) {
        return Judgement.of(latest, score, WATCH);
    }

    private static Latest open() {
        return new Latest(false, ((Opened) judge(null, FALL)).drop());
    }

    private static Latest resolved(JsonNode drop) {
        return new Latest(true, drop);
    }

    private static Instant later(int minutes) {
        return FELL.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void opensACaseThatTellsOfTheFall() {
        Opened opened = (Opened) judge(null, FALL);

        assertThat(opened.flag().rule()).isEqualTo("nps-drop");
        assertThat(opened.drop())
                .hasToString("{\"metric\":\"nps\",\"scale\":\"0-10\",\"window\":\"7d\",\"from\":50.0,"
                        + "\"score\":30.0,\"change\":-20.0,\"n\":200,\"previousN\":200,\"since\":\"2026-11-23T10:15:00Z\","
                        + "\"at\":\"2026-11-23T10:15:00Z\",\"endedAt\":null}");
    }

    @Test
    void opensNoneForWhatIsNoFall() {
        assertThat(judge(null, score(FELL, 30, 40, 50, false))).as("by chance").isInstanceOf(Nothing.class);
        assertThat(judge(null, score(FELL, 50, 55, 30, true))).as("a rise").isInstanceOf(Nothing.class);
        assertThat(judge(null, score(FELL, 45.001, 46, 50, true)))
                .as("too small")
                .isInstanceOf(Nothing.class);
        assertThat(judge(null, score(FELL, 45, 46, 50, true))).as("just enough").isInstanceOf(Opened.class);
        assertThat(judge(null, score(FELL, 29, 30, 40, 200, 50, true)))
                .as("too few answers")
                .isInstanceOf(Nothing.class);
        assertThat(judge(null, score(FELL, 200, 30, 40, 29, 50, true)))
                .as("too few before")
                .isInstanceOf(Nothing.class);
        assertThat(judge(null, score(FELL, 200, 30, 40, 0, Double.NaN, false)))
                .as("nobody before")
                .isInstanceOf(Nothing.class);
    }

    @Test
    void changesNothingForARepeatOrAnOlderScore() {
        assertThat(judge(open(), FALL)).isInstanceOf(Nothing.class);
        assertThat(judge(open(), score(later(-1), 55, 60, 50, false))).isInstanceOf(Nothing.class);
        Closed closed = (Closed) judge(open(), score(later(90), 48, 55, 50, false));
        assertThat(judge(resolved(closed.drop()), FALL)).isInstanceOf(Nothing.class);
        assertThat(judge(resolved(closed.drop()), score(later(90), 30, 40, 50, true)))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void tellsOfADeeperFallOnceAnHour() {
        PublishedScore soon = score(later(59), 20, 30, 50, true);
        Told told = (Told) judge(open(), score(later(60), 25, 35, 50, true));
        Latest after = new Latest(false, told.drop());

        assertThat(judge(open(), soon)).isInstanceOf(Nothing.class);
        assertThat(judge(open(), score(later(60), 25.001, 35, 50, true))).isInstanceOf(Nothing.class);
        assertThat(told.drop().path("score").asDouble()).isEqualTo(25);
        assertThat(told.drop().path("change").asDouble()).isEqualTo(-25);
        assertThat(told.drop().path("since").asString()).isEqualTo(FELL.toString());
        assertThat(judge(after, score(later(61), 10, 20, 50, true))).isInstanceOf(Nothing.class);
        assertThat(judge(after, score(later(120), 20, 30, 50, true))).isInstanceOf(Told.class);
    }

    @Test
    void closesTheCaseWhenTheScoreIsHalfWayBackAndMayBeWhatItWas() {
        assertThat(judge(open(), score(later(5), 40, 50, 50, false))).isInstanceOf(Closed.class);
        assertThat(judge(open(), score(later(5), 39.9, 60, 50, false)))
                .as("not half way: few answers make wide intervals")
                .isInstanceOf(Nothing.class);
        assertThat(judge(open(), score(later(5), 45, 49.9, 50, false)))
                .as("still surely lower")
                .isInstanceOf(Nothing.class);
        assertThat(judge(open(), score(later(5), 29, 60, 90, 200, 50, false)))
                .as("too few answers to say so")
                .isInstanceOf(Nothing.class);
    }

    @Test
    void takesAScoreForNoBetterBecauseTheWindowBeforeSlides() {
        // two weeks on, the time before is as low, and nothing has changed against it
        PublishedScore slid = score(FELL.plus(WEEK).plus(WEEK), 30, 40, 30, false);

        assertThat(judge(open(), slid)).isInstanceOf(Nothing.class);
    }

    @Test
    void opensNoOtherInTheSameEpisodeAfterPeopleResolvedIt() {
        Latest byHand = resolved(open().drop());

        assertThat(judge(byHand, score(later(60), 29, 39, 50, true))).isInstanceOf(Nothing.class);
        assertThat(judge(byHand, score(later(600), 10, 20, 50, true))).isInstanceOf(Nothing.class);
    }

    @Test
    void opensAnotherAfterTheScoreHadRecovered() {
        Kept recovered = (Kept) judge(resolved(open().drop()), score(later(600), 48, 55, 50, false));
        Closed closed = (Closed) judge(open(), score(later(600), 48, 55, 50, false));

        assertThat(recovered.drop().path("endedAt").asString())
                .isEqualTo(later(600).toString());
        assertThat(judge(resolved(recovered.drop()), score(later(660), 30, 40, 50, true)))
                .isInstanceOf(Opened.class);
        assertThat(judge(resolved(closed.drop()), score(later(660), 30, 40, 50, true)))
                .isInstanceOf(Opened.class);
    }

    @Test
    void takesALowScoreForUsualWhenWhatItFellFromIsOutOfSight() {
        Latest byHand = resolved(open().drop());
        Instant outOfSight = FELL.plus(WEEK).plus(WEEK);

        assertThat(judge(byHand, score(outOfSight.minusSeconds(1), 30, 40, 35, false)))
                .isInstanceOf(Nothing.class);
        Kept usual = (Kept) judge(byHand, score(outOfSight, 30, 40, 30, false));
        assertThat(judge(resolved(usual.drop()), score(outOfSight.plusSeconds(60), 10, 20, 30, true)))
                .isInstanceOf(Opened.class);
        assertThat(judge(byHand, score(outOfSight, 10, 20, 30, true))).isInstanceOf(Opened.class);
    }

    @Test
    void leavesACaseToThoseWhoOpenedItAgainUntilTheScoreFallsAnew() {
        Closed closed = (Closed) judge(open(), score(later(90), 48, 55, 50, false));
        Latest again = new Latest(false, closed.drop());

        assertThat(judge(again, score(later(91), 49, 56, 50, false))).isInstanceOf(Nothing.class);
        Told fell = (Told) judge(again, score(later(120), 20, 30, 50, true));
        assertThat(fell.drop().path("since").asString()).isEqualTo(later(120).toString());
        assertThat(fell.drop().path("endedAt").isNull()).isTrue();
    }
}
