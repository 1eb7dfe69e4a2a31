package io.earshot.alerts.drops;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scores that fall are noticed.
 *
 * @param staleAfter scores as of longer ago change nothing: while old ones are read again, falls long past are no news; at least a minute
 */
@ConfigurationProperties("earshot.alerts.drops")
record DropProperties(@DefaultValue("1h") Duration staleAfter) {

    DropProperties {
        if (staleAfter.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "EARSHOT_ALERTS_STALE_AFTER: " + staleAfter + " (expected: at least 1m)");
        }
    }
}
