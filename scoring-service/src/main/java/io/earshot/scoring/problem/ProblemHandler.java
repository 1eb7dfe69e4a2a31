package io.earshot.scoring.problem;

import io.earshot.scoring.access.AccessDeniedException;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one table of errors: exception to problem, whether a filter or a controller threw it. */
@Component
@Order(-2) // before Spring Boot's own, which answers no problem details
class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String RETRY_SECONDS = "2";
    private static final Duration WARNING_PAUSE = Duration.ofSeconds(10);
    private static final AtomicLong LAST_WARNING = new AtomicLong(System.nanoTime() - WARNING_PAUSE.toNanos());

    private final JsonMapper json;

    ProblemHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(thrown);
        }
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        ProblemDetail problem = problem(error, response.getHeaders());
        response.setRawStatusCode(problem.getStatus());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        DataBuffer body = response.bufferFactory().wrap(json.writeValueAsBytes(problem));
        return response.writeWith(Mono.just(body));
    }

    private static ProblemDetail problem(Throwable error, HttpHeaders headers) {
        if (error instanceof BadQueryException bad) {
            int faults = bad.faults().size();
            ProblemDetail problem = problem(
                    HttpStatus.BAD_REQUEST,
                    "invalid-input",
                    "The input breaks the contract",
                    faults == 1 ? "1 fault" : faults + " faults");
            problem.setProperty("errors", bad.faults());
            return problem;
        }
        if (error instanceof AccessDeniedException denied) {
            if (denied.status() == HttpStatus.UNAUTHORIZED) {
                headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"earshot\"");
            }
            return problem(denied.status(), denied.slug(), denied.title(), String.valueOf(denied.getMessage()));
        }
        if (StoreUnavailableException.isSaidBy(error)) {
            warn(error);
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "Not available for the moment",
                    "Cassandra does not answer; try again");
        }
        if (error instanceof NoRoomException full) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
            return problem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "Not available for the moment",
                    String.valueOf(full.getMessage()));
        }
        if (error instanceof ErrorResponse response) {
            headers.addAll(response.getHeaders());
            HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
            String reason = status.getReasonPhrase();
            String lower = reason.toLowerCase(Locale.ROOT);
            return problem(
                    status,
                    lower.replace(' ', '-'),
                    reason.charAt(0) + lower.substring(1),
                    detail(response.getBody(), status));
        }
        LOG.error("Unexpected error", error);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "Internal error",
                "an unexpected error, see the service's log");
    }

    /** Now and then: an outage is as many errors as there are questions. */
    private static void warn(Throwable error) {
        long now = System.nanoTime();
        long last = LAST_WARNING.get();
        if (now - last >= WARNING_PAUSE.toNanos() && LAST_WARNING.compareAndSet(last, now)) {
            LOG.warn("Cassandra can't be had: {}", error.toString());
        }
    }

    private static String detail(ProblemDetail body, HttpStatus status) {
        String detail = body.getDetail();
        return detail == null || detail.isBlank() ? "there is nothing here for such a request: " + status : detail;
    }

    private static ProblemDetail problem(HttpStatus status, String slug, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:problem-type:earshot:" + slug));
        problem.setTitle(title);
        return problem;
    }
}
