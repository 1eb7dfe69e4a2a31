package io.earshot.scoring.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class WatchedScoresTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Series NPS = Series.of(Metric.NPS, Metric.NPS.defaultScale());
    private static final Question QUESTION = new Question("s", NPS, null, Window.MONTH);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Question> asked = new ArrayList<>();
    private int n;
    private boolean away;
    private final WatchedScores watched = new WatchedScores(this::answer, 8, time);

    private Mono<ScoreEvent> answer(Question question) {
        asked.add(question);
        return away
                ? Mono.error(new IllegalStateException("away"))
                : Mono.just(new ScoreEvent("{\"n\":" + n + ",\"asked\":" + asked.size() + "}", "n" + n));
    }

    @Test
    void asksOnceForAllWhoWatchTheSame() {
        List<ServerSentEvent<String>> one = watch(stream());
        List<ServerSentEvent<String>> other = watch(stream());
        time.advanceTime();
        change(1);
        time.advanceTimeBy(SECOND);

        assertThat(asked).hasSize(2);
        assertThat(one).hasSize(3);
        assertThat(other).hasSize(3);
    }

    @Test
    void givesWhoComesLaterTheLatestAtOnceWithoutAsking() {
        watch(stream());
        time.advanceTime();

        List<ServerSentEvent<String>> late = watch(stream());

        assertThat(late).hasSize(2);
        assertThat(asked).hasSize(1);
    }

    @Test
    void sendsNothingWhereTheAnswerSaysTheSame() {
        List<ServerSentEvent<String>> got = watch(stream());
        time.advanceTimeBy(SECOND);
        watched.changed("s", NPS);
        time.advanceTimeBy(SECOND);

        assertThat(asked).hasSize(2);
        assertThat(got).hasSize(2);
    }

    @Test
    void asksAtMostOnceASecondHoweverOftenItChanges() {
        List<ServerSentEvent<String>> got = watch(stream());
        for (int i = 0; i < 50; i++) {
            change(i);
            time.advanceTimeBy(Duration.ofMillis(100));
        }

        assertThat(asked).hasSizeBetween(5, 6);
        assertThat(got).hasSizeBetween(6, 7);
    }

    @Test
    void asksForNothingThatNobodyWatches() {
        ScoreStream stream = stream();
        watch(stream);
        time.advanceTimeBy(SECOND);
        watched.changed("other", NPS);
        watched.changed("s", Series.of(Metric.CSAT, Metric.CSAT.defaultScale()));
        watched.remove(stream);
        watched.changed("s", NPS);
        watched.check();
        time.advanceTimeBy(SECOND.multipliedBy(10));

        assertThat(asked).hasSize(1);
        assertThat(watched.isWatched("s")).isFalse();
    }

    @Test
    void asksAgainUntilThereIsAnAnswer() {
        away = true;
        List<ServerSentEvent<String>> got = watch(stream());
        time.advanceTimeBy(SECOND.multipliedBy(60));
        away = false;
        time.advanceTimeBy(SECOND.multipliedBy(4));

        assertThat(got).hasSize(2);
    }

    @Test
    void findsByItselfWhatNobodySaid() {
        List<ServerSentEvent<String>> got = watch(stream());
        time.advanceTimeBy(SECOND);
        n = 7;
        watched.check();
        time.advanceTimeBy(SECOND);

        assertThat(got).last().extracting(ServerSentEvent::id).isEqualTo("n7");
    }

    private void change(int to) {
        n = to;
        watched.changed("s", NPS);
    }

    private static ScoreStream stream() {
        return new ScoreStream(List.of(QUESTION), null, 4);
    }

    private List<ServerSentEvent<String>> watch(ScoreStream stream) {
        List<ServerSentEvent<String>> got = new ArrayList<>();
        stream.events(() -> watched.add(stream), () -> watched.remove(stream)).subscribe(got::add);
        return got;
    }
}
