package io.earshot.ingest.access;

import io.earshot.access.KeysFile;
import io.earshot.ingest.tracing.Tracing;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AccessConfiguration {

    @Bean
    static KeysFile keysFile(AccessSettings settings) {
        return new KeysFile(settings.path());
    }

    @Bean
    static GuardedRoutes guardedRoutes(KeysFile keys, Tracing tracing) {
        return new GuardedRoutes(keys, tracing);
    }

    @Bean
    static RouterFunction<ServerResponse> otherMethods(GuardedRoutes routes) {
        return routes.otherMethods();
    }

    @Bean
    static WebFilter crossOrigin(KeysFile keys) {
        return new CrossOrigin(keys);
    }

    @Bean
    static WebFilter managementPort(ApplicationContext main, WebEndpointProperties endpoints) {
        return new ManagementPort(main, endpoints.getBasePath());
    }

    @Bean
    static WebFilter shortWay(GuardedRoutes routes, ServerCodecConfigurer codecs) {
        return new ShortWay(routes, codecs);
    }

    @Bean
    static KeysRefresh keysRefresh(KeysFile keys) {
        return new KeysRefresh(keys);
    }

    /** So that a revoked key stops working within a second or two. */
    record KeysRefresh(KeysFile keys) {

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
        void refresh() {
            keys.refresh();
        }
    }
}
