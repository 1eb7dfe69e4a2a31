package io.earshot.alerts.problem;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every error as {@code application/problem+json}, but those that a page has told of before; {@link Trouble} says which. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ProblemHandler implements WebExceptionHandler {

    private static final String TYPE = "urn:problem-type:earshot:";

    private final ObjectMapper mapper;

    ProblemHandler(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        Trouble trouble = Trouble.of(failure);
        trouble.log(exchange.getRequest());
        trouble.headers().forEach(exchange.getResponse().getHeaders()::set);
        return answer(exchange, trouble);
    }

    private Mono<Void> answer(ServerWebExchange exchange, Trouble trouble) {
        ObjectNode body = mapper.createObjectNode();
        body.put("type", TYPE + trouble.type().slug());
        body.put("title", trouble.title());
        body.put("status", trouble.status().value());
        body.put("detail", trouble.detail());
        if (!trouble.faults().isEmpty()) {
            body.set("errors", mapper.valueToTree(trouble.faults()));
        }
        var response = exchange.getResponse();
        response.setStatusCode(trouble.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(mapper.writeValueAsBytes(body))));
    }
}
