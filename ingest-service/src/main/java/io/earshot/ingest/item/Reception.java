package io.earshot.ingest.item;

import com.github.f4b6a3.uuid.UuidCreator;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackDraft;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.access.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The moment at which a caller's items are taken. All of them get the same {@code received}; an item without {@code occurredAt} gets exactly
 * that moment, which is how scoring knows that the client gave none. Not for use by several threads.
 */
public final class Reception {

    private final Caller caller;
    private final Instant received;
    private final Clock moment;
    private @Nullable String madeId;

    public Reception(Caller caller, Clock clock) {
        this.caller = caller;
        this.received = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.moment = Clock.fixed(received, ZoneOffset.UTC);
    }

    /**
     * The one item of a text.
     *
     * @throws io.earshot.feedback.InvalidFeedbackException naming every fault
     * @throws tools.jackson.core.JacksonException if the text is not JSON
     */
    public Submitted read(PostedJson posted, byte[] json) {
        madeId = null;
        return event(posted.read(json, this::makeId, moment));
    }

    /** The item at which the parser stands, else as {@link #read(PostedJson, byte[])}. */
    public Submitted read(PostedJson posted, JsonParser parser) {
        madeId = null;
        return event(posted.read(parser, this::makeId, moment));
    }

    /** The item that was gathered field by field, else as {@link #read(PostedJson, byte[])}. */
    public Submitted build(FeedbackDraft draft) {
        madeId = null;
        return event(draft.build(this::makeId, moment));
    }

    private String makeId() {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        madeId = id;
        return id;
    }

    private Submitted event(Feedback feedback) {
        boolean isMadeId = feedback.id().equals(madeId);
        return new Submitted(new Origin(caller.store(), received, caller.via(), isMadeId), feedback);
    }
}
