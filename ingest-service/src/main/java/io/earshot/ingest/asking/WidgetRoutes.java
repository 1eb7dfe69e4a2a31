package io.earshot.ingest.asking;

import io.earshot.ingest.access.GuardedRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** {@code GET /widget.js}, open without a key. */
@Configuration(proxyBeanMethods = false)
class WidgetRoutes {

    @Bean
    static Speeches speeches() {
        return new Speeches();
    }

    @Bean
    static RouterFunction<ServerResponse> widget(GuardedRoutes routes, Speeches speeches) {
        Asset script = WidgetScript.asset(speeches);
        return routes.openGet("/widget.js", script::answer);
    }
}
