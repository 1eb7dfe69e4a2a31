package io.earshot.alerts.teams;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TeamsConfiguration {

    @Bean
    Deadlines deadlines(Teams teams) {
        return new Deadlines(teams::hours);
    }
}
