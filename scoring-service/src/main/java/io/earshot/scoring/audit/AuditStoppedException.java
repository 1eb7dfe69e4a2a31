package io.earshot.scoring.audit;

/** Nobody waits for the audit any more, or the service stops: its thread was interrupted. */
final class AuditStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditStoppedException() {
        super("the audit was given up", null, false, false);
    }

    /** To be called between requests to the database, which themselves are not broken off. */
    static void throwIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new AuditStoppedException();
        }
    }
}
