package io.earshot.ingest.access;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes requests whose path is written exactly as a route's straight to the route, guard included. All others go the long way, through Spring's
 * handler mappings, adapters and result handlers, and arrive at the same handlers.
 */
final class ShortWay implements WebFilter, Ordered {

    private final GuardedRoutes routes;
    private final List<HttpMessageReader<?>> readers;
    private final ServerResponse.Context context;

    ShortWay(GuardedRoutes routes, ServerCodecConfigurer codecs) {
        this.routes = routes;
        this.readers = codecs.getReaders();
        this.context = new Writers(codecs.getWriters());
    }

    /** Behind every other filter. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest http = exchange.getRequest();
        HandlerFunction<ServerResponse> handler =
                routes.literal(http.getMethod(), http.getPath().value());
        if (handler == null) {
            return chain.filter(exchange);
        }
        // as the routes leave it, for the log
        exchange.getAttributes()
                .put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, http.getPath().value());
        return handler.handle(ServerRequest.create(exchange, readers))
                .flatMap(response -> response.writeTo(exchange, context));
    }

    private record Writers(List<HttpMessageWriter<?>> messageWriters) implements ServerResponse.Context {

        @Override
        public List<ViewResolver> viewResolvers() {
            return List.of();
        }
    }
}
