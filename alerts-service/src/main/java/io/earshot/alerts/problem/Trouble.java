package io.earshot.alerts.problem;

import com.datastax.oss.driver.api.core.DriverException;
import io.earshot.alerts.store.StoreAwayException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebInputException;

/**
 * What a failure means for who asked: the one table of errors, for answers of the API and for pages.
 *
 * @param detail for people
 * @param faults of the input, field by field
 * @param headers that the answer has to have
 * @param isOurs whether the service failed, and its log has to have the reason
 */
public record Trouble(
        HttpStatusCode status,
        String detail,
        List<FieldFault> faults,
        Map<String, String> headers,
        boolean isOurs,
        Throwable failure) {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final String RETRY_SECONDS = "2";

    public static Trouble of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return new Trouble(
                    problem.status(),
                    String.valueOf(problem.getMessage()),
                    problem.faults(),
                    problem.headers(),
                    false,
                    failure);
        }
        if (isStoreAway(failure)) {
            return new Trouble(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Cassandra can't be asked right now",
                    List.of(),
                    Map.of(HttpHeaders.RETRY_AFTER, RETRY_SECONDS),
                    false,
                    failure);
        }
        if (hasCause(failure, DataBufferLimitException.class)) {
            return of(HttpStatus.CONTENT_TOO_LARGE, "the body is too large (expected: at most 64 KiB)", failure);
        }
        if (failure instanceof ServerWebInputException) {
            return of(HttpStatus.BAD_REQUEST, "the body is not JSON (expected: a JSON object)", failure);
        }
        if (failure instanceof ErrorResponse known) {
            String detail = known.getBody().getDetail();
            return new Trouble(
                    known.getStatusCode(),
                    detail == null ? "" : detail,
                    List.of(),
                    joined(known.getHeaders()),
                    false,
                    failure);
        }
        return new Trouble(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The service failed; its log has the reason.",
                List.of(),
                Map.of(),
                true,
                failure);
    }

    private static Map<String, String> joined(HttpHeaders headers) {
        Map<String, String> joined = new HashMap<>();
        headers.forEach((name, values) -> joined.put(name, String.join(", ", values)));
        return joined;
    }

    private static Trouble of(HttpStatus status, String detail, Throwable failure) {
        return new Trouble(status, detail, List.of(), Map.of(), false, failure);
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

    /** What it is called, the same for every trouble of its type. */
    public String title() {
        return type().title();
    }

    ProblemType type() {
        return ProblemType.of(status.value(), !faults.isEmpty());
    }

    /** Leaves in the log what an operator has to know. */
    public void log(ServerHttpRequest request) {
        if (isOurs) {
            LOG.error("Failed to answer {} {}", request.getMethod(), request.getPath(), failure);
        } else if (status.value() == HttpStatus.SERVICE_UNAVAILABLE.value() && !(failure instanceof ProblemException)) {
            LOG.warn("Answered 503: {}", failure.toString());
        }
    }
}
