package io.earshot.alerts.access;

import io.earshot.access.Session;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Whether a caller who was let in would be now: for what lasts longer than a request. */
@Component
public final class Callers {

    private final KeysFileWatch keys;
    private final Clock clock;

    Callers(KeysFileWatch keys, Clock clock) {
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
