package io.earshot.scoring.consume;

/** A batch can't be folded just now; nothing of it was, and it is to be handed over again. */
final class TryAgainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TryAgainException(String reason) {
        super(reason);
    }
}
