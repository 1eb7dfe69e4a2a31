package io.earshot.scoring.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser has to bring back from the identity provider, kept in a cookie of that browser meanwhile, so that any instance can go on. The
 * cookie is what ties the answer to the browser that asked; it is of use to nobody else, so it is not sealed.
 *
 * @param state repeated by the provider in the address that it sends the browser to
 * @param nonce repeated in the id token
 * @param verifier what the code can be redeemed with (PKCE)
 * @param next where to go afterwards
 */
record OidcAttempt(State state, Nonce nonce, CodeVerifier verifier, NextPath next) {

    /** The cookie, which is sent to {@link #PATH} only. */
    static final String COOKIE = "earshot_oidc";

    static final String PATH = "/sign-in/oidc";

    private static final int PARTS = 4;

    static OidcAttempt begin(NextPath next) {
        return new OidcAttempt(new State(), new Nonce(), new CodeVerifier(), next);
    }

    String written() {
        String page = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(next.path().getBytes(UTF_8));
        return String.join(".", state.getValue(), nonce.getValue(), verifier.getValue(), page);
    }

    /** Nothing if the text is none that {@link #written} wrote. */
    static Optional<OidcAttempt> of(String written) {
        String[] parts = written.split("\\.", -1);
        try {
            return parts.length == PARTS
                    ? Optional.of(new OidcAttempt(
                            new State(parts[0]),
                            new Nonce(parts[1]),
                            new CodeVerifier(parts[2]),
                            NextPath.of(new String(Base64.getUrlDecoder().decode(parts[3]), UTF_8))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
