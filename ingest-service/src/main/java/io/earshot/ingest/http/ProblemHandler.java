package io.earshot.ingest.http;

import io.earshot.ingest.tracing.Tracing;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/** Answers every request that failed, unknown paths included, with {@code application/problem+json}. */
@Component
@Order(-2)
final class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        boolean clientWentAway =
                error instanceof IOException || DisconnectedClientHelper.isClientDisconnectedException(error);
        if (response.isCommitted() || clientWentAway) {
            // nobody is left to answer to
            if (!clientWentAway) {
                log(exchange, "failed after its answer had begun", error);
            }
            return Mono.error(error);
        }
        Problem problem = problem(exchange, error);
        if (problem.status() == 500) {
            log(exchange, "failed", error);
        }
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        problem.headers().forEach(response.getHeaders()::set);
        return Answer.write(response, Answer.PROBLEM, JsonText.of(problem::write));
    }

    private static Problem problem(ServerWebExchange exchange, Throwable error) {
        return error instanceof ResponseStatusException status && status.getStatusCode() == HttpStatus.NOT_FOUND
                ? Problem.notFound(exchange.getRequest().getPath().value())
                : Problems.of(error);
    }

    /** The route alone: a query may hold an access key, and a path what customers are called. */
    private static void log(ServerWebExchange exchange, String what, Throwable error) {
        Object route = exchange.getAttributes().getOrDefault(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, "of no route");
        Tracing.log(exchange, () -> LOG.error("{} {} {}", exchange.getRequest().getMethod(), route, what, error));
    }
}
