package io.earshot.scoring.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scores are streamed.
 *
 * @param most how many streams may be open at once, at least 0
 * @param concurrency how many questions are asked at once for them, at least 1
 * @param heartbeat the time between two signs of life, more than zero
 * @param check after this all watched scores are asked for again, more than zero
 */
@ConfigurationProperties("earshot.scoring.streams")
record StreamProperties(
        @DefaultValue("1000") int most,
        @DefaultValue("8") int concurrency,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("60s") Duration check) {

    StreamProperties {
        if (most < 0) {
            throw new IllegalArgumentException("EARSHOT_SCORING_STREAMS: " + most + " (expected: at least 0)");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "EARSHOT_SCORING_STREAM_CONCURRENCY: " + concurrency + " (expected: at least 1)");
        }
        requirePositive("EARSHOT_SCORING_STREAM_HEARTBEAT", heartbeat);
        requirePositive("EARSHOT_SCORING_STREAM_CHECK", check);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
