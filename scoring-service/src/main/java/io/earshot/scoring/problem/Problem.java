package io.earshot.scoring.problem;

import io.earshot.feedback.Fault;
import io.earshot.scoring.access.AccessDeniedException;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/**
 * What a failure means for who asked: the one table of errors, for answers of the API and for pages.
 *
 * @param slug names the type: the last part of {@code urn:problem-type:earshot:slug}
 * @param title the type for people
 * @param detail this problem for people
 * @param faults of the question, all at once; empty where no input is at fault
 * @param headers that the answer has to have
 * @param failure what it was
 */
public record Problem(
        HttpStatus status,
        String slug,
        String title,
        String detail,
        List<Fault> faults,
        HttpHeaders headers,
        Throwable failure) {

    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final String RETRY_SECONDS = "2";
    private static final Duration WARNING_PAUSE = Duration.ofSeconds(10);
    private static final AtomicLong LAST_WARNING = new AtomicLong(System.nanoTime() - WARNING_PAUSE.toNanos());

    private Problem(HttpStatus status, String slug, String title, String detail, Throwable failure) {
        this(status, slug, title, detail, List.of(), new HttpHeaders(), failure);
    }

    /** The problem that a failure is, whether a filter or a controller threw it. */
    public static Problem of(Throwable thrown) {
        Throwable error =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (error instanceof BadQueryException bad) {
            int faults = bad.faults().size();
            return new Problem(
                    HttpStatus.BAD_REQUEST,
                    "invalid-input",
                    "The input breaks the contract",
                    faults == 1 ? "1 fault" : faults + " faults",
                    bad.faults(),
                    new HttpHeaders(),
                    error);
        }
        if (error instanceof AccessDeniedException denied) {
            return denied(denied);
        }
        if (StoreUnavailableException.isSaidBy(error)) {
            return unavailable("Cassandra does not answer; try again", error);
        }
        if (error instanceof NoRoomException full) {
            return unavailable(String.valueOf(full.getMessage()), error);
        }
        return error instanceof ErrorResponse response
                ? answered(response, error)
                : new Problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal",
                        "Internal error",
                        "an unexpected error, see the service's log",
                        error);
    }

    private static Problem unavailable(String detail, Throwable error) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not available for the moment", detail, error)
                .with(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    private static Problem denied(AccessDeniedException denied) {
        Problem problem = new Problem(
                denied.status(), denied.slug(), denied.title(), String.valueOf(denied.getMessage()), denied);
        return denied.status() == HttpStatus.UNAUTHORIZED
                ? problem.with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"earshot\"")
                : problem;
    }

    private static Problem answered(ErrorResponse response, Throwable error) {
        HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
        String reason = status.getReasonPhrase();
        String lower = reason.toLowerCase(Locale.ROOT);
        String detail = response.getBody().getDetail();
        String told =
                detail == null || detail.isBlank() ? "there is nothing here for such a request: " + status : detail;
        Problem problem = switch (status) {
            case BAD_REQUEST -> new Problem(status, "malformed-body", "The body can't be read", told, error);
            case CONTENT_TOO_LARGE -> new Problem(status, "too-large", "Too large", told, error);
            default -> new Problem(status, lower.replace(' ', '-'), reason.charAt(0) + lower.substring(1), told, error);
        };
        problem.headers.addAll(response.getHeaders());
        return problem;
    }

    private Problem with(String header, String value) {
        headers.set(header, value);
        return this;
    }

    /** Leaves in the log what an operator has to know; an outage now and then, for it is as many errors as there are questions. */
    public void log() {
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            LOG.error("Unexpected error", failure);
        } else if (StoreUnavailableException.isSaidBy(failure)) {
            long now = System.nanoTime();
            long last = LAST_WARNING.get();
            if (now - last >= WARNING_PAUSE.toNanos() && LAST_WARNING.compareAndSet(last, now)) {
                LOG.warn("Cassandra can't be had: {}", failure.toString());
            }
        }
    }

    /** As RFC 9457 writes it. */
    ProblemDetail toDetail() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:problem-type:earshot:" + slug));
        problem.setTitle(title);
        if (!faults.isEmpty()) {
            problem.setProperty("errors", faults);
        }
        return problem;
    }
}
