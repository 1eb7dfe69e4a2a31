package io.earshot.alerts.outbound;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where requests of ours may go besides the public internet.
 *
 * @param allow host names and addresses that are allowed though they are private, loopback or the like
 */
@ConfigurationProperties("earshot.outbound")
record OutboundProperties(@DefaultValue List<String> allow) {

    /** Those that say something. */
    Set<String> allowed() {
        return allow.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
