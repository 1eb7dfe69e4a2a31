package io.earshot.scoring.publish;

import io.earshot.scoring.consume.Backlog;
import io.earshot.scoring.query.Window;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is published on the scores topic.
 *
 * @param windows the windows of the scores; none: nothing is published
 * @param concurrency how many series of stores are computed and sent at once, at least 1
 * @param rate how many series of stores are computed and sent a second, at least 1; a tenth of it far behind the log's end
 * @param topicRetention how long the topic keeps a score, where the service makes it
 */
@ConfigurationProperties("earshot.scoring.published")
public record PublishProperties(
        @DefaultValue({"24h", "7d", "30d"}) List<String> windows,
        @DefaultValue("4") int concurrency,
        @DefaultValue("100") int rate,
        @DefaultValue("7d") Duration topicRetention) {

    public PublishProperties {
        windows = windows.stream().map(String::strip).distinct().toList();
        for (String window : windows) {
            if (Window.of(window).isEmpty()) {
                throw new IllegalArgumentException("EARSHOT_SCORING_PUBLISHED_WINDOWS: " + window
                        + " (expected: some of " + Window.slugs() + ", or nothing)");
            }
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "EARSHOT_SCORING_PUBLISH_CONCURRENCY: " + concurrency + " (expected: at least 1)");
        }
        if (rate < 1) {
            throw new IllegalArgumentException("EARSHOT_SCORING_PUBLISH_RATE: " + rate + " (expected: at least 1)");
        }
        if (topicRetention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "EARSHOT_SCORING_SCORES_TOPIC_RETENTION: " + topicRetention + " (expected: at least 1m)");
        }
    }

    /** Whether anything is published. */
    public boolean isOn() {
        return !windows.isEmpty();
    }

    /** From one series to the next. */
    Duration gap(boolean isFarBehind) {
        return Duration.ofSeconds(isFarBehind ? Backlog.SLOWER : 1).dividedBy(rate);
    }

    List<Window> parsedWindows() {
        return windows.stream().map(slug -> Window.of(slug).orElseThrow()).toList();
    }
}
