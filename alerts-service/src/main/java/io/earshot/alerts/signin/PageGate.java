package io.earshot.alerts.signin;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.access.Sessions;
import io.earshot.alerts.access.Visitor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Lets only those who signed in through to pages, that is to every controller that is neither of the API nor open to all; the others are sent to
 * sign in. And refuses changes that another site asks for.
 */
@Component
final class PageGate implements WebFilter {

    private final Sessions sessions;
    private final Pages pages;
    private final HandlerMapping controllers;
    private final PageProperties properties;
    private final WebJars webJars;
    /** Those that ask for keys themselves, or for nothing. */
    private final List<PathPattern> notPages;
    /** What everybody may see. */
    private final List<PathPattern> open = patterns("/sign-in/**", "/sign-out");

    PageGate(
            Sessions sessions,
            Pages pages,
            @Qualifier("requestMappingHandlerMapping") HandlerMapping controllers,
            PageProperties properties,
            WebJars webJars,
            WebEndpointProperties endpoints) {
        this.sessions = sessions;
        this.pages = pages;
        this.controllers = controllers;
        this.properties = properties;
        this.webJars = webJars;
        this.notPages = patterns("/v1/**", "/v3/**", "/livez/**", "/readyz/**", endpoints.getBasePath() + "/**");
    }

    private static List<PathPattern> patterns(String... patterns) {
        return Stream.of(patterns).map(PathPatternParser.defaultInstance::parse).toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        if (isOneOf(notPages, path)) {
            return chain.filter(exchange);
        }
        PageHeaders.addTo(exchange.getResponse().getHeaders());
        exchange.getAttributes().put(Frame.ATTRIBUTE, new Frame(null, properties.boardUrl(), webJars));
        return Mono.defer(() -> {
            Visitor visitor = sessions.visitor(request);
            if (visitor instanceof Visitor.SignedIn signedIn) {
                letIn(exchange, signedIn.caller());
            }
            // only now, so that a page that says no has the frame of who is signed in
            sessions.demandSameOrigin(request);
            if (visitor instanceof Visitor.SignedIn || isOneOf(open, path)) {
                return chain.filter(new FormExchange(exchange));
            }
            return controllers
                    .getHandler(exchange)
                    .hasElement()
                    .flatMap(isPage -> isPage ? turnAway(exchange, visitor) : chain.filter(exchange));
        });
    }

    private static boolean isOneOf(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private void letIn(ServerWebExchange exchange, Caller caller) {
        exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
        exchange.getAttributes().put(Frame.ATTRIBUTE, new Frame(caller, properties.boardUrl(), webJars));
    }

    private Mono<Void> turnAway(ServerWebExchange exchange, Visitor visitor) {
        ServerHttpResponse response = exchange.getResponse();
        NextPath next = NextPath.askedFor(exchange.getRequest());
        if (visitor instanceof Visitor.Unfit unfit) {
            return pages.answer(
                    exchange,
                    HttpStatus.FORBIDDEN,
                    "no-entry",
                    Map.of("reason", unfit.reason(), "signIn", next.signIn().toString()));
        }
        if (Htmx.isPart(exchange.getRequest())) {
            response.setStatusCode(HttpStatus.UNAUTHORIZED);
            response.getHeaders().set(Htmx.REDIRECT, next.signIn().toString());
        } else {
            response.setStatusCode(HttpStatus.SEE_OTHER);
            response.getHeaders().setLocation(next.signIn());
        }
        return response.setComplete();
    }
}
