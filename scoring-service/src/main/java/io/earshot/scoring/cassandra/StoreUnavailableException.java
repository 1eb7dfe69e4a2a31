package io.earshot.scoring.cassandra;

import org.jspecify.annotations.Nullable;

/** Cassandra can't be had right now; it is worth trying again. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
