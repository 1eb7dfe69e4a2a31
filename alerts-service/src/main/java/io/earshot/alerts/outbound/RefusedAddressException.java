package io.earshot.alerts.outbound;

import java.io.IOException;

/** A host has no address that requests of ours may go to. */
public final class RefusedAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedAddressException(String message) {
        super(message);
    }
}
