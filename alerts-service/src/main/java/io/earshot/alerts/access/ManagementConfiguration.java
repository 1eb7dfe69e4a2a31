package io.earshot.alerts.access;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ManagementConfiguration {

    @Bean
    static ManagementPort managementPort(ApplicationContext main, WebEndpointProperties endpoints) {
        return new ManagementPort(main, endpoints.getBasePath());
    }
}
