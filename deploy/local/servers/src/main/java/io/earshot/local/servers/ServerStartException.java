package io.earshot.local.servers;

/** Something that a server or a part needs to start is missing, or it did not come up. The message is one line, made for a person. */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerStartException(String message) {
        super(message);
    }

    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
