package io.earshot.ingest.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a request may take to come in.
 *
 * @param head from the first byte to the end of the headers
 * @param body from there to the end of the body; not for imports, whose bodies have any length
 */
@ConfigurationProperties("earshot.ingest.slow")
record SlowSettings(
        @DefaultValue("10s") Duration head,
        @DefaultValue("10s") Duration body) {

    SlowSettings {
        check("EARSHOT_INGEST_HEAD_TIMEOUT", head);
        check("EARSHOT_INGEST_BODY_TIMEOUT", body);
    }

    private static void check(String setting, Duration value) {
        if (value.toMillis() < 100 || value.toHours() >= 1) {
            throw new IllegalArgumentException(
                    setting + ": " + value.toMillis() + " ms (expected: at least 100ms and less than 1h)");
        }
    }
}
