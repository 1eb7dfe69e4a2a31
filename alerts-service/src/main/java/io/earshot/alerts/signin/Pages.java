package io.earshot.alerts.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers with a page where no controller is asked. */
@Component
final class Pages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

    private final List<ViewResolver> resolvers;

    Pages(List<ViewResolver> resolvers) {
        this.resolvers = resolvers;
    }

    Mono<Void> answer(ServerWebExchange exchange, HttpStatusCode status, String template, Map<String, Object> model) {
        exchange.getResponse().setStatusCode(status);
        return Flux.fromIterable(resolvers)
                .concatMap(resolver -> resolver.resolveViewName(template, Locale.ENGLISH))
                .next()
                .flatMap(view -> view.render(model, HTML, exchange));
    }
}
