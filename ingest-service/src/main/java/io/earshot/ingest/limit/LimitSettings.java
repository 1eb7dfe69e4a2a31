package io.earshot.ingest.limit;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a caller may send, in each instance.
 *
 * @param submitRate items in a time for each {@code submit} key and client address, empty for no limit
 * @param serverRate items in a time for each {@code ingest} key, empty for no limit
 * @param proxies trusted proxies in front, each of which adds the address it saw to {@code X-Forwarded-For}
 * @param callers how many callers are remembered at most
 */
@ConfigurationProperties("earshot.ingest.limit")
record LimitSettings(
        @DefaultValue("120/1m") String submitRate,
        @DefaultValue("") String serverRate,
        @DefaultValue("0") int proxies,
        @DefaultValue("100000") int callers) {

    LimitSettings {
        Rate.parse("EARSHOT_INGEST_SUBMIT_RATE", submitRate);
        Rate.parse("EARSHOT_INGEST_SERVER_RATE", serverRate);
        if (proxies < 0 || proxies > 100) {
            throw new IllegalArgumentException("EARSHOT_INGEST_PROXIES: " + proxies + " (expected: 0 to 100)");
        }
        if (callers < 1_000) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_RATE_CALLERS: " + callers + " (expected: at least 1000)");
        }
    }

    Optional<Rate> submit() {
        return Rate.parse("EARSHOT_INGEST_SUBMIT_RATE", submitRate);
    }

    Optional<Rate> server() {
        return Rate.parse("EARSHOT_INGEST_SERVER_RATE", serverRate);
    }
}
