package io.earshot.alerts.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way through a provider, and what of it is believed. */
class OidcProviderTest {

    private static final URI BACK = URI.create("https://scores.shop.example/sign-in/oidc/back");
    private static final String CLIENT = "earshot";
    private static final Map<String, Object> ANNA = Map.of("email", "anna@shop.example", "groups", List.of("wall"));
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static MockOAuth2Server server;

    private final OidcAttempt attempt = OidcAttempt.begin(NextPath.HOME);

    @BeforeAll
    static void start() {
        server = new MockOAuth2Server();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.shutdown();
    }

    @Test
    void asksForACodeWithStateNonceAndChallenge() throws Exception {
        String address = provider("shop", "").address(attempt, BACK).toString();

        assertThat(address)
                .startsWith(server.authorizationEndpointUrl("shop").toString())
                .contains("response_type=code", "client_id=earshot", "scope=openid+email+profile")
                .contains("state=" + attempt.state(), "nonce=" + attempt.nonce(), "code_challenge_method=S256")
                .contains("redirect_uri=https%3A%2F%2Fscores.shop.example%2Fsign-in%2Foidc%2Fback")
                .doesNotContain(attempt.verifier().getValue());
    }

    @Test
    void learnsWhoCameBack() throws Exception {
        for (String secret : List.of("hunter2", "")) {
            OidcProvider provider = provider("shop", secret);
            tell("shop", ANNA, 60);

            OidcPerson person = provider.person(attempt, BACK, throughProvider(provider, attempt));

            assertThat(person).isEqualTo(new OidcPerson("anna@shop.example", List.of("wall")));
        }
    }

    @Test
    void refusesTheAnswerToAnotherAttempt() throws Exception {
        OidcProvider provider = provider("shop", "");
        URI answer = throughProvider(provider, attempt);
        OidcAttempt other = new OidcAttempt(new State(), attempt.nonce(), attempt.verifier(), attempt.next());

        assertRefused(provider, other, answer, "another attempt");
        assertRefused(provider, attempt, URI.create(BACK + "?code=abc"), "another attempt");
    }

    @Test
    void canNotRedeemACodeWithoutTheVerifier() throws Exception {
        OidcProvider provider = provider("shop", "");
        tell("shop", ANNA, 60);
        URI answer = throughProvider(provider, attempt);

        assertRefused(
                provider,
                new OidcAttempt(attempt.state(), attempt.nonce(), new CodeVerifier(), attempt.next()),
                answer,
                "does not redeem the code");
    }

    @Test
    void refusesATokenOfAnotherAttempt() throws Exception {
        OidcProvider provider = provider("shop", "");
        tell("shop", ANNA, 60);
        URI answer = throughProvider(provider, attempt);

        assertRefused(
                provider,
                new OidcAttempt(attempt.state(), new Nonce(), attempt.verifier(), attempt.next()),
                answer,
                "nonce");
    }

    @Test
    void refusesATokenForAnotherClientOrOfAnotherTime() throws Exception {
        OidcProvider provider = provider("shop", "");

        Map<String, Object> claims = new HashMap<>(ANNA);
        claims.put("aud", "another-client");
        tell("shop", claims, 60);
        assertRefused(provider, attempt, throughProvider(provider, attempt), "audience");
        claims.put("aud", CLIENT);
        claims.put("iat", Date.from(Instant.now().plusSeconds(3_600)));
        tell("shop", claims, 60);
        assertRefused(provider, attempt, throughProvider(provider, attempt), "ahead of current time");
    }

    @Test
    void refusesATokenOfAnotherIssuer() throws Exception {
        OidcProvider provider = provider("shop", "");
        Map<String, Object> claims = new HashMap<>(ANNA);
        claims.put("iss", "https://elsewhere.example");
        tell("shop", claims, 60);

        assertRefused(provider, attempt, throughProvider(provider, attempt), "issuer");
    }

    @Test
    void refusesATokenThatTheProviderDidNotSign() throws Exception {
        HttpServer description = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String issuer = "http://localhost:" + description.getAddress().getPort();
        Map<String, Object> claims = new HashMap<>(ANNA);
        claims.put("iss", issuer);
        description.start();
        try {
            describe(description, issuer, "forger");
            tell("forger", claims, 60);
            OidcProvider believing = new OidcProvider(new OidcProperties(issuer, CLIENT, "", "groups"));
            assertThat(believing
                            .person(attempt, BACK, throughProvider(believing, attempt))
                            .name())
                    .isEqualTo("anna@shop.example");

            description.removeContext("/");
            describe(description, issuer, "shop");
            tell("forger", claims, 60);
            OidcProvider provider = new OidcProvider(new OidcProperties(issuer, CLIENT, "", "groups"));
            assertRefused(provider, attempt, throughProvider(provider, attempt), "not to be believed");
        } finally {
            description.stop(0);
        }
    }

    /** A provider that sends people to the forger and has the keys of somebody. */
    private static void describe(HttpServer description, String issuer, String keys) {
        String json = """
                {"issuer": "%s", "authorization_endpoint": "%s", "token_endpoint": "%s", "jwks_uri": "%s",
                 "subject_types_supported": ["public"], "response_types_supported": ["code"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(
                        issuer,
                        server.authorizationEndpointUrl("forger"),
                        server.tokenEndpointUrl("forger"),
                        server.jwksUrl(keys));
        description.createContext("/", exchange -> {
            byte[] body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @Test
    void tellsWhatTheProviderRefused() {
        URI answer = URI.create(BACK + "?error=access_denied&state=" + attempt.state());

        assertRefused(provider("shop", ""), attempt, answer, "access_denied");
    }

    @Test
    void tellsAProviderThatIsDownFromOneThatRefuses() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        OidcProvider provider = new OidcProvider(new OidcProperties("http://localhost:" + port, CLIENT, "", "groups"));

        assertThatIOException().isThrownBy(() -> provider.address(attempt, BACK));
    }

    private static OidcProvider provider(String issuer, String secret) {
        return new OidcProvider(new OidcProperties(server.issuerUrl(issuer).toString(), CLIENT, secret, "groups"));
    }

    private static void tell(String issuer, Map<String, Object> claims, long seconds) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(issuer, "17", "JWT", List.of(CLIENT), claims, seconds));
    }

    /** Where the provider sends the browser back to. */
    private static URI throughProvider(OidcProvider provider, OidcAttempt attempt) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(provider.address(attempt, BACK)).build();
        return URI.create(BROWSER.send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow());
    }

    private static void assertRefused(OidcProvider provider, OidcAttempt attempt, URI answer, String reason) {
        assertThatExceptionOfType(OidcRefusedException.class)
                .isThrownBy(() -> provider.person(attempt, BACK, answer))
                .withMessageContaining(reason);
    }
}
