package io.earshot.ingest.item;

import io.earshot.feedback.PostedJson;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ItemConfiguration {

    @Bean
    static PostedJson postedJson(JsonSettings settings) {
        return new PostedJson(settings.depth(), settings.fields());
    }
}
