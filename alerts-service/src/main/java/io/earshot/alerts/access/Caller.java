package io.earshot.alerts.access;

import io.earshot.access.AccessKey;

/**
 * Who asks; controllers take it as a {@code @RequestAttribute(Caller.ATTRIBUTE)}.
 *
 * @param key the access key that they came with
 */
public record Caller(AccessKey key) {

    /** The request attribute that holds the caller. */
    public static final String ATTRIBUTE = "earshot.caller";

    /** The store of the access key: nothing of any other store may be shown or changed. */
    public String store() {
        return key.store();
    }

    /** As a history names who did something: {@code key:} and the name of the access key. */
    public String actor() {
        return "key:" + key.name();
    }
}
