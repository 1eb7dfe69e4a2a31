package io.earshot.scoring.problem;

/** There is no room here for what was asked for; another instance, or a later time, may have it. */
public final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason what there is no room for, and how much there is
     */
    public NoRoomException(String reason) {
        super(reason, null, false, false);
    }
}
