package io.earshot.alerts.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changes of cases are streamed.
 *
 * @param most how many streams may be open at once, at least 0
 * @param heartbeat the time between two signs of life, more than zero
 */
@ConfigurationProperties("earshot.alerts.streams")
record StreamProperties(
        @DefaultValue("1000") int most, @DefaultValue("15s") Duration heartbeat) {

    StreamProperties {
        if (most < 0) {
            throw new IllegalArgumentException("EARSHOT_ALERTS_STREAMS: " + most + " (expected: at least 0)");
        }
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("EARSHOT_ALERTS_STREAM_HEARTBEAT: " + heartbeat + " (expected: > 0)");
        }
    }
}
