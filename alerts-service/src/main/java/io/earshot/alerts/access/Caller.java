package io.earshot.alerts.access;

/**
 * Who asks; controllers take it as a {@code @RequestAttribute(Caller.ATTRIBUTE)}.
 *
 * @param store the store of the access key: nothing of any other store may be shown or changed
 */
public record Caller(String store) {

    /** The request attribute that holds the caller. */
    public static final String ATTRIBUTE = "earshot.caller";
}
