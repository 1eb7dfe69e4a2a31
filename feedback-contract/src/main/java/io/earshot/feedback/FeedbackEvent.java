package io.earshot.feedback;

import java.time.Instant;
import java.util.Locale;

/** What happened to feedback, as it stands in the log. */
public sealed interface FeedbackEvent {

    /** An item came in, new or again or as a new revision. */
    record Submitted(Origin origin, Feedback feedback) implements FeedbackEvent {}

    /** An item is to count no more. */
    record Withdrawn(Origin origin, String id) implements FeedbackEvent {
        public Withdrawn {
            Field.ID.require(id);
        }
    }

    /** A person is to be forgotten: contact data and comments go, the anonymous counts stay. */
    record Erased(Origin origin, String customerId) implements FeedbackEvent {
        public Erased {
            Field.CUSTOMER_ID.require(customerId);
        }
    }

    Origin origin();

    /**
     * How the event came in.
     *
     * @param store the store of the access key
     * @param received when the ingest service took it, in whole milliseconds
     * @param via the scope of the access key
     * @param madeId whether the ingest service made the item's id, so that no earlier copy can exist; false where it is not known
     */
    record Origin(String store, Instant received, Via via, boolean madeId) {}

    /** With which scope the event was posted. */
    enum Via {
        /** By a browser, with a publishable key. */
        SUBMIT,
        /** By a storefront's server. */
        INGEST;

        private final String slug = name().toLowerCase(Locale.ROOT);

        public String slug() {
            return slug;
        }
    }
}
