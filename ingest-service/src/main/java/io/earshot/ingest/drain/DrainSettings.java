package io.earshot.ingest.drain;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param period from SIGTERM to the closed door: what still comes is answered, with {@code Connection: close} */
@ConfigurationProperties("earshot.ingest.drain")
record DrainSettings(@DefaultValue("2s") Duration period) {

    DrainSettings {
        if (period.isNegative()) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_DRAIN: " + period.toMillis() + " ms (expected: at least 0)");
        }
    }

    /** @throws IllegalArgumentException if draining would leave no time for the requests in flight */
    void requireLessThan(Duration shutdownTimeout) {
        if (period.compareTo(shutdownTimeout) >= 0) {
            throw new IllegalArgumentException("EARSHOT_INGEST_DRAIN: " + period.toMillis()
                    + " ms (expected: less than EARSHOT_SHUTDOWN_TIMEOUT, " + shutdownTimeout.toMillis() + " ms)");
        }
    }
}
