package io.earshot.feedback;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An item breaks the contract; names every fault at once. */
public final class InvalidFeedbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;
    private final @Nullable String id;

    InvalidFeedbackException(List<Fault> faults, @Nullable String id) {
        // bad input is routine: no stack trace, so that refusing stays cheap
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")), null, false, false);
        this.faults = List.copyOf(faults);
        this.id = id;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** The item's id as the client gave it, if it gave a usable one. */
    public @Nullable String id() {
        return id;
    }
}
