package io.earshot.ingest.drain;

import java.time.Duration;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DrainConfiguration {

    @Bean
    static Drain drain(DrainSettings settings, LifecycleProperties lifecycle) {
        Duration timeout = lifecycle.getTimeoutPerShutdownPhase();
        settings.requireLessThan(timeout);
        return new Drain(settings.period(), timeout);
    }

    /** A customizer of the factory and not of the server: those of the server are taken for the one on the management port as well. */
    @Bean
    static WebServerFactoryCustomizer<NettyReactiveWebServerFactory> drainedServer(Drain drain) {
        return factory -> factory.addServerCustomizers(drain::attach);
    }
}
