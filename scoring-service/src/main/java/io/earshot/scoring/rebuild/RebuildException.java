package io.earshot.scoring.rebuild;

/** A rebuild that can't be done; nothing has changed. */
final class RebuildException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RebuildException(String reason) {
        super(reason);
    }
}
