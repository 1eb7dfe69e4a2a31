package io.earshot.alerts.outbound;

import java.util.List;
import java.util.Locale;
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

    /** The names in lower case, IPv6 addresses without brackets. */
    Set<String> allowed() {
        return allow.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
