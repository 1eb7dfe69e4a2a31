package io.earshot.feedback;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An item breaks the contract; names all faults at once, or, of an absurd number, the first. */
public final class InvalidFeedbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;
    private final int count;
    private final @Nullable String id;

    InvalidFeedbackException(List<Fault> faults, @Nullable String id) {
        this(faults, 0, id);
    }

    /** @param untold how many faults there are besides */
    InvalidFeedbackException(List<Fault> faults, int untold, @Nullable String id) {
        this(untold == 0 ? List.copyOf(faults) : shortened(faults, untold), id, faults.size() + untold);
    }

    private InvalidFeedbackException(List<Fault> faults, @Nullable String id, int count) {
        // bad input is routine: no stack trace, so that refusing stays cheap
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")), null, false, false);
        this.faults = faults;
        this.id = id;
        this.count = count;
    }

    private static List<Fault> shortened(List<Fault> faults, int untold) {
        return Stream.concat(faults.stream(), Stream.of(new Fault("", "… and " + untold + " more")))
                .toList();
    }

    /** The faults; where they are too many to be told, the last one says how many more there are. */
    public List<Fault> faults() {
        return faults;
    }

    /** How many faults there are, told or not. */
    public int count() {
        return count;
    }

    /** The item's id as the client gave it, if it gave a usable one. */
    public @Nullable String id() {
        return id;
    }
}
