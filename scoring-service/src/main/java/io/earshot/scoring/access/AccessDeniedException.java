package io.earshot.scoring.access;

import org.springframework.http.HttpStatus;

/** Somebody without the right access key. */
public final class AccessDeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String slug;
    private final String title;

    private AccessDeniedException(HttpStatus status, String slug, String title, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    static AccessDeniedException unknown(String reason) {
        return new AccessDeniedException(HttpStatus.UNAUTHORIZED, "unauthorized", "No valid access key", reason);
    }

    static AccessDeniedException forbidden(String reason) {
        return new AccessDeniedException(
                HttpStatus.FORBIDDEN, "forbidden", "The access key does not allow this", reason);
    }

    public HttpStatus status() {
        return status;
    }

    public String slug() {
        return slug;
    }

    public String title() {
        return title;
    }
}
