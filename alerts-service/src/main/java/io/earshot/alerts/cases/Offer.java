package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Flag;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Via;
import org.jspecify.annotations.Nullable;

/**
 * An item as it came, judged.
 *
 * @param flag why it calls for a case, null if it doesn't
 * @param isRecent whether it happened so lately that it may open or resolve a case
 * @param isGood whether it says that the customer is content
 */
public record Offer(
        String store, Feedback item, Via via, @Nullable Flag flag, boolean isRecent, boolean isGood) {

    /** Whether the case book has to be asked: for most answers nothing is known and nothing to do. */
    public boolean matters() {
        return calls() != null || mayResolve() || item.revision() > 0;
    }

    /** Why it is to open a case, or to join one; null if it is not. */
    @Nullable
    Flag calls() {
        return isRecent ? flag : null;
    }

    /** Whether it may end a case of its customer. */
    boolean mayResolve() {
        return isGood && isRecent && flag == null && Identity.isKnown(item);
    }

    /** Which offers must not be made at the same time: those of one customer. */
    public String customer() {
        return Identity.of(item);
    }
}
