package io.earshot.scoring.audit;

import io.earshot.feedback.Fault;
import io.earshot.scoring.problem.BadQueryException;
import java.util.List;
import java.util.function.IntConsumer;

/** Ends an audit that somebody waits for, when it would read more items than it may. */
final class ItemLimit implements IntConsumer {

    private final long most;
    private long items;

    /**
     * @param most how many items may be read, each once for each day that a revision of it happened on
     */
    ItemLimit(long most) {
        this.most = most;
    }

    /**
     * Some more are to be read.
     *
     * @throws BadQueryException if that would be too many
     */
    @Override
    public void accept(int more) {
        items += more;
        if (items > most) {
            throw new BadQueryException(List.of(new Fault(
                    "from", "more than " + most + " items up to to (expected: at most that; ask for fewer days)")));
        }
    }
}
