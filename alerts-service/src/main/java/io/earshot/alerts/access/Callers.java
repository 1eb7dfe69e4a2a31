package io.earshot.alerts.access;

import org.springframework.stereotype.Component;

/** Whether a caller who was let in would be now: for what lasts longer than a request. */
@Component
public final class Callers {

    private final KeysFileWatch keys;

    Callers(KeysFileWatch keys) {
        this.keys = keys;
    }

    public boolean areStillAllowed(Caller caller) {
        return keys.keys().keys().contains(caller.key());
    }
}
