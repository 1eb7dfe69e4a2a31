package io.earshot.ingest.csvimport;

/** An import can't go on; the message is for the client. */
final class BrokenOffException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenOffException(String message) {
        super(message, null, false, false);
    }
}
