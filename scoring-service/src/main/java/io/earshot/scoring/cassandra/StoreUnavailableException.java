package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Cassandra can't be had right now; it is worth trying again. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether an error, this one or the driver's, says that Cassandra can't be had right now. */
    public static boolean isSaidBy(Throwable error) {
        Throwable reason = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return reason instanceof StoreUnavailableException || reason instanceof DriverException;
    }
}
