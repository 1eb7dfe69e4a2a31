package io.earshot.scoring.access;

import io.earshot.access.KeysFile;
import io.earshot.access.Session;
import java.time.Clock;

/** Whether a caller who was let in would be now: for what lasts longer than a request. */
public final class Callers {

    private final KeysFile keys;
    private final Clock clock;

    Callers(KeysFile keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether the key is still known as it was, and the session, if any, not over. */
    public boolean areStillAllowed(Caller caller) {
        Session session = caller.session();
        return keys.keys().keys().contains(caller.key())
                && (session == null || clock.instant().isBefore(session.expiresAt()));
    }
}
