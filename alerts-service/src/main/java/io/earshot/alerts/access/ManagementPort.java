package io.earshot.alerts.access;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Keeps the API off the management port. Its context is a child of the main one, so Spring finds the routes and filters of the API there as well;
 * but nobody drains that port, and no proxy in front of it is counted.
 */
final class ManagementPort implements WebFilter, Ordered {

    private final ApplicationContext main;
    private final String basePath;

    /** @param basePath of the endpoints that belong there */
    ManagementPort(ApplicationContext main, String basePath) {
        this.main = main;
        this.basePath = basePath;
    }

    /** Before all others. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean isMain = exchange.getApplicationContext() == main;
        return isMain || exchange.getRequest().getPath().value().startsWith(basePath)
                ? chain.filter(exchange)
                : Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
