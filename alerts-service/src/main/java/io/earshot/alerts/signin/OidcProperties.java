package io.earshot.alerts.signin;

import java.net.URI;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing in through an identity provider (OpenID Connect), beside access keys.
 *
 * @param issuer the provider's issuer, as it writes it itself; blank: nobody signs in that way
 * @param clientId as the provider knows this service
 * @param clientSecret of that client; blank: a public client, which has none
 * @param claim of the id token that holds names of access keys
 */
@ConfigurationProperties("earshot.oidc")
record OidcProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("groups") String claim) {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    OidcProperties {
        issuer = issuer.strip();
        if (!issuer.isEmpty() && !isSafe(issuer)) {
            throw new IllegalArgumentException(
                    "EARSHOT_OIDC_ISSUER: " + issuer
                            + " (expected: an address such as https://login.shop.example, http:// on this machine alone, or nothing)");
        }
        if (!issuer.isEmpty() && clientId.isBlank()) {
            throw new IllegalArgumentException(
                    "EARSHOT_OIDC_CLIENT_ID: missing (expected: the client that the provider knows this service as)");
        }
        if (claim.isBlank()) {
            throw new IllegalArgumentException("EARSHOT_OIDC_CLAIM: blank (expected: a claim of the id token)");
        }
    }

    /** What the provider says is believed because TLS says that it is the provider. */
    private static boolean isSafe(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() != null
                    && ("https".equals(address.getScheme())
                            || "http".equals(address.getScheme()) && LOCAL.contains(address.getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isOn() {
        return !issuer.isEmpty();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcProperties[issuer=" + issuer + ", clientId=" + clientId + ", claim=" + claim + "]";
    }
}
