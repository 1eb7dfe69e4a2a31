package io.earshot.bench.alerts;

import io.earshot.bench.alerts.Posts.Post;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How soon posts were told of. */
final class Told {

    private final Histogram sinceDue = new Histogram(3);
    private final Histogram sinceAccepted = new Histogram(3);
    private long repeats;

    void add(Post post, long arrived, long repeated) {
        sinceDue.recordValue((arrived - post.due()) / 1_000);
        // a message may be there before the post's own answer
        sinceAccepted.recordValue(Math.max(0, arrived - post.answered()) / 1_000);
        repeats += repeated;
    }

    /** Those of another one, too. */
    void add(Told other) {
        sinceDue.add(other.sinceDue);
        sinceAccepted.add(other.sinceAccepted);
        repeats += other.repeats;
    }

    /** From when a post was due, in milliseconds. */
    double p99() {
        return sinceDue.getValueAtPercentile(99) / 1e3;
    }

    /** For people: from when a post was due. */
    String sinceDue() {
        return shown(sinceDue);
    }

    /** For people: from when a post was answered with 202. */
    String sinceAccepted() {
        return shown(sinceAccepted);
    }

    private String shown(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "%,d told, %,d of them again: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
                micros.getTotalCount(),
                repeats,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
