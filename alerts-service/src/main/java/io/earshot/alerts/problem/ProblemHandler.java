package io.earshot.alerts.problem;

import com.datastax.oss.driver.api.core.DriverException;
import io.earshot.alerts.store.StoreAwayException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one table of errors: exception to status, and every error as {@code application/problem+json}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ProblemHandler implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String TYPE = "urn:problem-type:earshot:";
    private static final String RETRY_SECONDS = "2";

    private final ObjectMapper mapper;

    ProblemHandler(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        if (failure instanceof ProblemException problem) {
            problem.headers().forEach(headers::set);
            return answer(exchange, problem.status(), String.valueOf(problem.getMessage()), problem.faults());
        }
        if (isStoreAway(failure)) {
            LOG.warn("Answered 503: {}", failure.toString());
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            return answer(exchange, HttpStatus.SERVICE_UNAVAILABLE, "Cassandra can't be asked right now", List.of());
        }
        if (hasCause(failure, DataBufferLimitException.class)) {
            return answer(
                    exchange,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the body is too large (expected: at most 64 KiB)",
                    List.of());
        }
        if (failure instanceof ServerWebInputException) {
            return answer(
                    exchange, HttpStatus.BAD_REQUEST, "the body is not JSON (expected: a JSON object)", List.of());
        }
        if (failure instanceof ErrorResponse known) {
            headers.addAll(known.getHeaders());
            String detail = known.getBody().getDetail();
            return answer(exchange, known.getStatusCode(), detail == null ? "" : detail, List.of());
        }
        LOG.error(
                "Failed to answer {} {}",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath(),
                failure);
        return answer(
                exchange, HttpStatus.INTERNAL_SERVER_ERROR, "The service failed; its log has the reason.", List.of());
    }

    private static boolean isStoreAway(Throwable failure) {
        return hasCause(failure, StoreAwayException.class)
                || hasCause(failure, DriverException.class)
                || hasCause(failure, RejectedExecutionException.class);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
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
