package io.earshot.ingest.item;

import java.util.Locale;

/** Where items come in. */
public enum Endpoint {
    POST,
    BATCH,
    IMPORT;

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
