package io.earshot.scoring.signin;

/** The identity provider's answer is not good for signing in. The message is for the log. */
final class OidcRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    OidcRefusedException(String message) {
        super(message);
    }

    OidcRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
