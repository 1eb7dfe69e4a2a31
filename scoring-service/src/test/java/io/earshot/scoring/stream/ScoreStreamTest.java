package io.earshot.scoring.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.BaseSubscriber;

class ScoreStreamTest {

    private static final Question NPS = question(Metric.NPS);
    private static final Question CSAT = question(Metric.CSAT);
    private static final ScoreEvent FIRST = new ScoreEvent("{\"n\":1}", "AAAAAAAAAA1");
    private static final ScoreEvent SECOND = new ScoreEvent("{\"n\":2}", "AAAAAAAAAA2");
    private static final ScoreEvent THIRD = new ScoreEvent("{\"n\":3}", "AAAAAAAAAA3");

    private final AtomicInteger ends = new AtomicInteger();

    private static Question question(Metric metric) {
        return new Question("s", Series.of(metric, metric.defaultScale()), null, Window.MONTH);
    }

    @Test
    void tellsWhenToComeBackAndThenEveryScoreWithTheStateOfAllAsItsId() {
        ScoreStream stream = new ScoreStream(List.of(NPS, CSAT), null, 4);
        Reader reader = new Reader(stream, 100);

        stream.offer(CSAT, FIRST);
        stream.offer(NPS, SECOND);

        assertThat(reader.got.get(0).retry()).hasSeconds(2);
        assertThat(reader.scores()).containsExactly("-.AAAAAAAAAA1 {\"n\":1}", "AAAAAAAAAA2.AAAAAAAAAA1 {\"n\":2}");
    }

    @Test
    void keepsOnlyTheLatestOfEachScoreForAReaderThatIsSlow() {
        ScoreStream stream = new ScoreStream(List.of(NPS, CSAT), null, 4);
        Reader reader = new Reader(stream, 1);

        stream.offer(NPS, FIRST);
        stream.offer(CSAT, FIRST);
        stream.offer(NPS, SECOND);
        stream.offer(NPS, THIRD);
        stream.heartbeat();
        stream.heartbeat();
        reader.request(100);

        assertThat(reader.scores()).containsExactly("AAAAAAAAAA3.- {\"n\":3}", "AAAAAAAAAA3.AAAAAAAAAA1 {\"n\":1}");
        assertThat(reader.got).hasSize(4);
    }

    @Test
    void sendsWhatTheLastEventIdDoesNotKnow() {
        ScoreStream stream = new ScoreStream(List.of(NPS, CSAT), "AAAAAAAAAA1.AAAAAAAAAA1", 4);
        Reader reader = new Reader(stream, 100);

        stream.offer(NPS, FIRST);
        stream.offer(CSAT, SECOND);

        assertThat(reader.scores()).containsExactly("AAAAAAAAAA1.AAAAAAAAAA2 {\"n\":2}");
    }

    @Test
    void sendsEverythingToAClientWhoseIdIsOfSomethingElse() {
        for (String id : List.of("AAAAAAAAAA1", "x.y", "", ".", "AAAAAAAAAA1.AAAAAAAAAA1.AAAAAAAAAA1")) {
            ScoreStream stream = new ScoreStream(List.of(NPS, CSAT), id, 4);
            Reader reader = new Reader(stream, 100);

            stream.offer(NPS, FIRST);

            assertThat(reader.scores()).describedAs(id).containsExactly("AAAAAAAAAA1.- {\"n\":1}");
        }
    }

    @Test
    void sendsNothingThatSaysTheSameAsBefore() {
        ScoreStream stream = new ScoreStream(List.of(NPS), null, 4);
        Reader reader = new Reader(stream, 100);

        stream.offer(NPS, FIRST);
        stream.offer(NPS, new ScoreEvent("{\"n\":1,\"to\":\"later\"}", FIRST.hash()));

        assertThat(reader.scores()).hasSize(1);
    }

    @Test
    void givesUpAClientThatDoesNotReadForLong() {
        ScoreStream stream = new ScoreStream(List.of(NPS), null, 4);
        Reader reader = new Reader(stream, 1);

        for (int i = 0; i < 5; i++) {
            stream.heartbeat();
        }
        assertThat(reader.failed).isFalse();
        stream.heartbeat();

        assertThat(reader.failed).isTrue();
        assertThat(ends).hasValueGreaterThan(0);
    }

    @Test
    void endsWhenItIsToldTo() {
        ScoreStream stream = new ScoreStream(List.of(NPS), null, 4);
        Reader reader = new Reader(stream, 100);

        stream.end();

        assertThat(reader.completed).isTrue();
        assertThat(ends).hasValue(1);
    }

    private final class Reader extends BaseSubscriber<ServerSentEvent<String>> {

        private final List<ServerSentEvent<String>> got = new ArrayList<>();
        private final int first;
        private boolean failed;
        private boolean completed;

        Reader(ScoreStream stream, int first) {
            this.first = first;
            stream.events(() -> {}, ends::incrementAndGet).subscribe(this);
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(first);
        }

        @Override
        protected void hookOnNext(ServerSentEvent<String> event) {
            got.add(event);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            failed = true;
        }

        @Override
        protected void hookOnComplete() {
            completed = true;
        }

        List<String> scores() {
            return got.stream()
                    .filter(event -> "score".equals(event.event()))
                    .map(event -> event.id() + " " + event.data())
                    .toList();
        }
    }
}
