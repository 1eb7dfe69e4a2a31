package io.earshot.ingest.limit;

/** For callers that wait until they may send, instead of being refused. */
public interface Pace {

    /** No limit applies. */
    Pace FREE = items -> 0;

    /**
     * Takes so many items at the caller's expense, now, even if they are not its due yet.
     *
     * @return for how many nanoseconds to wait before they are sent, 0 for not at all
     */
    long take(int items);
}
