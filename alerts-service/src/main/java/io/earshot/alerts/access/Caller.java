package io.earshot.alerts.access;

import io.earshot.access.AccessKey;
import io.earshot.access.Session;
import org.jspecify.annotations.Nullable;

/**
 * Who asks; controllers of the API and of pages take it as a {@code @RequestAttribute(Caller.ATTRIBUTE)}.
 *
 * @param key the access key that they came with, or signed in with
 * @param session of somebody who signed in to the pages; null for who sent the key itself
 */
public record Caller(AccessKey key, @Nullable Session session) {

    /** The request attribute that holds the caller. */
    public static final String ATTRIBUTE = "earshot.caller";

    /** The store of the access key: nothing of any other store may be shown or changed. */
    public String store() {
        return key.store();
    }

    /** What to call them on a page: who they are, where an identity provider said so, else the name of the access key. */
    public String name() {
        String person = person();
        return person == null ? key.name() : person;
    }

    /** Whether an identity provider said who they are; else all that is known is the access key, which several may share. */
    public boolean isPerson() {
        return person() != null;
    }

    /** As a history names who did something: who it is, where an identity provider said so, else {@code key:} and the name of the access key. */
    public String actor() {
        String person = person();
        return person == null ? "key:" + key.name() : person;
    }

    private @Nullable String person() {
        return session == null ? null : session.person();
    }
}
