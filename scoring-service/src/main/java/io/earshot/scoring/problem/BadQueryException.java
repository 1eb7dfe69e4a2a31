package io.earshot.scoring.problem;

import io.earshot.feedback.Fault;
import java.util.List;

/** A question that can't be answered as it was asked; names every fault at once. */
public final class BadQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public BadQueryException(List<Fault> faults) {
        super(faults.toString(), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
