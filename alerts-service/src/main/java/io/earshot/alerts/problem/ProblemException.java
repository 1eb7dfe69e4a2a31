package io.earshot.alerts.problem;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A request that can't be answered as asked, with what the client is told. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient List<FieldFault> faults;
    private final transient Map<String, String> headers;

    private ProblemException(HttpStatus status, String detail, List<FieldFault> faults, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.faults = List.copyOf(faults);
        this.headers = Map.copyOf(headers);
    }

    /** 400 that names every fault. */
    public static ProblemException invalid(List<FieldFault> faults) {
        String detail = faults.size() == 1
                ? faults.get(0).field() + ": " + faults.get(0).message()
                : faults.size() + " faults, see errors";
        return new ProblemException(HttpStatus.BAD_REQUEST, detail, faults, Map.of());
    }

    /** 400 for one field. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldFault(field, message)));
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail, List.of(), Map.of());
    }

    public static ProblemException conflict(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, detail, List.of(), Map.of());
    }

    /** 412: the thing was changed since the caller read it. */
    public static ProblemException preconditionFailed(String detail) {
        return new ProblemException(HttpStatus.PRECONDITION_FAILED, detail, List.of(), Map.of());
    }

    /** 428: the caller has to say which version is to be changed. */
    public static ProblemException preconditionRequired(String detail) {
        return new ProblemException(HttpStatus.PRECONDITION_REQUIRED, detail, List.of(), Map.of());
    }

    /** 503: not now, or not here. */
    public static ProblemException unavailable(String detail, int retrySeconds) {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), Map.of("Retry-After", String.valueOf(retrySeconds)));
    }

    /** 401: who are you? */
    public static ProblemException unauthorized(String detail) {
        return new ProblemException(
                HttpStatus.UNAUTHORIZED, detail, List.of(), Map.of("WWW-Authenticate", "Bearer realm=\"earshot\""));
    }

    /** 403: not you. */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, detail, List.of(), Map.of());
    }

    /** What the answer says. */
    public HttpStatus status() {
        return status;
    }

    /** What is wrong with the input, field by field. */
    public List<FieldFault> faults() {
        return faults;
    }

    Map<String, String> headers() {
        return headers;
    }
}
