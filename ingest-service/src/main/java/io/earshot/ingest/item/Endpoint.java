package io.earshot.ingest.item;

import java.util.Locale;

/** Where items, withdrawals and erasures come in. */
public enum Endpoint {
    POST,
    /** The survey page. */
    PAGE,
    BATCH,
    IMPORT,
    WITHDRAW,
    ERASE;

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
