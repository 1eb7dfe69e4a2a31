package io.earshot.alerts.access;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may use the API.
 *
 * @param keysFile the keys file, read again every second
 */
@ConfigurationProperties("earshot.access")
record AccessProperties(String keysFile) {

    AccessProperties {
        if (keysFile.isBlank()) {
            throw new IllegalArgumentException("keys-file: missing (expected: EARSHOT_KEYS_FILE names the keys file)");
        }
    }

    Path path() {
        return Path.of(keysFile);
    }
}
