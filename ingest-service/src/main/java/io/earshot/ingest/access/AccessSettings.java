package io.earshot.ingest.access;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keysFile where the access keys are */
@ConfigurationProperties("earshot.ingest.access")
record AccessSettings(@DefaultValue("") String keysFile) {

    AccessSettings {
        if (keysFile.isBlank()) {
            throw new IllegalArgumentException("EARSHOT_KEYS_FILE: missing (expected: the path of the keys file)");
        }
    }

    Path path() {
        return Path.of(keysFile);
    }
}
