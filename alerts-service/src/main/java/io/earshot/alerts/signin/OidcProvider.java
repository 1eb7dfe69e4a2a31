package io.earshot.alerts.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider, asked by the authorization code flow with PKCE. What it is and where is read from its own description when it is first
 * needed, so a provider that is down keeps nobody from starting. Calls block; safe for use by several threads.
 */
final class OidcProvider {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MOST_KEY_BYTES = 100_000;
    private static final Scope SCOPE = new Scope("openid", "email", "profile");

    private final OidcProperties properties;
    private volatile @Nullable Known known;

    /** What the provider says of itself, and who checks its tokens. */
    private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    OidcProvider(OidcProperties properties) {
        this.properties = properties;
    }

    /**
     * Where the browser has to go.
     *
     * @param back where the provider sends it back to, registered there
     */
    URI address(OidcAttempt attempt, URI back) throws IOException, OidcRefusedException {
        return new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, client(), back)
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(attempt.state())
                .nonce(attempt.nonce())
                .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Who came back.
     *
     * @param address that the browser came back to, with the query
     * @throws OidcRefusedException if the provider refuses, or its answer can't be believed
     * @throws IOException if the provider can't be had
     */
    OidcPerson person(OidcAttempt attempt, URI back, URI address) throws IOException, OidcRefusedException {
        Known provider = known();
        try {
            AuthorizationCode code = code(attempt, provider, AuthenticationResponseParser.parse(address));
            HTTPRequest request = tokenRequest(
                            provider.metadata(), new AuthorizationCodeGrant(code, back, attempt.verifier()))
                    .toHTTPRequest();
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            request.setFollowRedirects(false);
            TokenResponse response = OIDCTokenResponseParser.parse(request.send());
            if (!(response instanceof OIDCTokenResponse tokens)) {
                throw new OidcRefusedException("the provider does not redeem the code: "
                        + response.toErrorResponse().getErrorObject());
            }
            JWT token = tokens.getOIDCTokens().getIDToken();
            IDTokenClaimsSet claims = provider.validator().validate(token, attempt.nonce());
            return OidcPerson.of(claims.toJSONObject(), properties.claim())
                    .orElseThrow(() -> new OidcRefusedException("the id token names nobody"));
        } catch (ParseException e) {
            throw new OidcRefusedException("the provider's answer can't be read: " + e.getMessage(), e);
        } catch (BadJOSEException e) {
            throw new OidcRefusedException("the id token is not to be believed: " + e.getMessage(), e);
        } catch (JOSEException e) {
            // thrown for keys that can't be fetched as well
            throw new IOException("the id token can't be checked: " + e.getMessage(), e);
        }
    }

    private static AuthorizationCode code(OidcAttempt attempt, Known provider, AuthenticationResponse response)
            throws OidcRefusedException {
        if (!attempt.state().equals(response.getState())) {
            throw new OidcRefusedException("the answer belongs to another attempt to sign in");
        }
        if (response.getIssuer() != null
                && !response.getIssuer().equals(provider.metadata().getIssuer())) {
            throw new OidcRefusedException("the answer is another provider's");
        }
        if (!response.indicatesSuccess()) {
            throw new OidcRefusedException(
                    "the provider refuses: " + response.toErrorResponse().getErrorObject());
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new OidcRefusedException("the answer has no code");
        }
        return code;
    }

    private TokenRequest tokenRequest(OIDCProviderMetadata metadata, AuthorizationCodeGrant grant) {
        URI endpoint = metadata.getTokenEndpointURI();
        return properties.clientSecret().isBlank()
                ? new TokenRequest.Builder(endpoint, client(), grant).build()
                : new TokenRequest.Builder(endpoint, authentication(metadata), grant).build();
    }

    /** In the header, unless the provider takes secrets in the body only. */
    private ClientAuthentication authentication(OIDCProviderMetadata metadata) {
        Secret secret = new Secret(properties.clientSecret());
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        return methods != null
                        && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                ? new ClientSecretPost(client(), secret)
                : new ClientSecretBasic(client(), secret);
    }

    private ClientID client() {
        return new ClientID(properties.clientId());
    }

    private Known known() throws IOException, OidcRefusedException {
        Known before = known;
        if (before != null) {
            return before;
        }
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(new Issuer(properties.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            Known now = new Known(metadata, validator(metadata));
            known = now;
            return now;
        } catch (GeneralException e) {
            throw new OidcRefusedException(
                    "the provider's description at " + properties.issuer() + " is none: " + e.getMessage(), e);
        }
    }

    /** Believes what the provider's published keys signed, by none but algorithms that need the private part of a key. */
    private IDTokenValidator validator(OIDCProviderMetadata metadata) throws IOException {
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.SIGNATURE);
        if (metadata.getIDTokenJWSAlgs() != null) {
            algorithms.retainAll(metadata.getIDTokenJWSAlgs());
        }
        var keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL(),
                        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_KEY_BYTES))
                .retrying(true)
                .build();
        return new IDTokenValidator(
                metadata.getIssuer(), client(), new JWSVerificationKeySelector<>(algorithms, keys), null);
    }
}
