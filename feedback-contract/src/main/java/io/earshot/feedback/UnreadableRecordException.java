package io.earshot.feedback;

/** A record of the events topic that is no event this version understands; the message is the reason, fit for the dead-letter topic. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String reason) {
        super(reason, null, false, false);
    }
}
