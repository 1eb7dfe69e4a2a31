package io.earshot.alerts.problem;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every error of the API as {@code application/problem+json}; {@link Trouble} says which. */
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
        return answer(exchange, trouble.status(), trouble.detail(), trouble.faults());
    }

    private Mono<Void> answer(
            ServerWebExchange exchange, HttpStatusCode status, String detail, List<FieldFault> faults) {
        Type type = Type.of(status.value(), !faults.isEmpty());
        ObjectNode body = mapper.createObjectNode();
        body.put("type", TYPE + type.slug());
        body.put("title", type.title());
        body.put("status", status.value());
        body.put("detail", detail);
        if (!faults.isEmpty()) {
            body.set("errors", mapper.valueToTree(faults));
        }
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(mapper.writeValueAsBytes(body))));
    }

    /** What a problem is called: for programs and for people, the same for every problem of the type. */
    private record Type(String slug, String title) {

        static Type of(int status, boolean hasFaults) {
            return switch (status) {
                case 400 ->
                    hasFaults
                            ? new Type("invalid-input", "The input breaks the contract")
                            : new Type("malformed-body", "The body can't be read");
                case 401 -> new Type("unauthorized", "No valid access key");
                case 403 -> new Type("forbidden", "The access key does not allow this");
                case 404 -> new Type("not-found", "There is no such thing");
                case 405 -> new Type("method-not-allowed", "Method not allowed");
                case 406 -> new Type("not-acceptable", "Not acceptable");
                case 409 -> new Type("conflict", "The state of things does not allow this");
                case 412 -> new Type("precondition-failed", "It was changed since it was read");
                case 413 -> new Type("too-large", "Too large");
                case 415 -> new Type("unsupported-media-type", "Unsupported media type");
                case 428 -> new Type("precondition-required", "If-Match is missing");
                case 503 -> new Type("unavailable", "Not available for the moment");
                default -> new Type("internal", "Internal error");
            };
        }
    }
}
