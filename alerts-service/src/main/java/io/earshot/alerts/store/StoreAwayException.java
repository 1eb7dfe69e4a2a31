package io.earshot.alerts.store;

/** Cassandra can't be asked right now; the same request may work in a moment. */
public final class StoreAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreAwayException(String message) {
        super(message);
    }
}
