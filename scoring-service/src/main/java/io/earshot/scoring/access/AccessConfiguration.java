package io.earshot.scoring.access;

import io.earshot.access.KeysFile;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** Reads the access keys, and reads them again when they change. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private final KeysFile keys;

    AccessConfiguration(@Value("${earshot.keys-file}") String file) {
        if (file.isBlank()) {
            throw new IllegalArgumentException("EARSHOT_KEYS_FILE: missing (expected: the path of the keys file)");
        }
        this.keys = new KeysFile(Path.of(file));
    }

    @Bean
    AccessFilter accessFilter(Sessions sessions) {
        return new AccessFilter(keys, sessions);
    }

    @Bean
    Callers callers(Clock clock) {
        return new Callers(keys, clock);
    }

    @Bean
    Sessions sessions(SessionProperties properties, Clock clock) {
        return new Sessions(keys, properties, clock);
    }

    @Bean
    static ManagementPort managementPort(ApplicationContext main, WebEndpointProperties endpoints) {
        return new ManagementPort(main, endpoints.getBasePath());
    }

    @Scheduled(fixedDelay = 1_000)
    void refresh() {
        keys.refresh();
    }
}
