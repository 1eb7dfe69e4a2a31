package io.earshot.alerts.consume;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsumeConfiguration {

    @Bean
    HealthIndicator consumerHealthIndicator(ConsumerRunner runner) {
        return () -> (runner.isConsuming() ? Health.up() : Health.down()).build();
    }
}
