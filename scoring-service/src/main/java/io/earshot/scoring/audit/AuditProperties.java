package io.earshot.scoring.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scores are checked in the background.
 *
 * @param rate how many items are recounted a second, 0: none
 */
@ConfigurationProperties("earshot.scoring.audit")
record AuditProperties(@DefaultValue("200") int rate) {

    AuditProperties {
        if (rate < 0) {
            throw new IllegalArgumentException("rate: " + rate + " (expected: at least 0)");
        }
    }
}
