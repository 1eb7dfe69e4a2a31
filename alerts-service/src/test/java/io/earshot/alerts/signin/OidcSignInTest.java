package io.earshot.alerts.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in through an identity provider, as a browser sees it. */
@SpringBootTest(
        classes = PagesTest.Shop.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"EARSHOT_MANAGEMENT_PORT=0", "management.endpoint.health.validate-group-membership=false"})
class OidcSignInTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final MockOAuth2Server SERVER = new MockOAuth2Server();

    @TempDir
    private static Path folder;

    @Value("${local.server.port}")
    private int port;

    @AfterAll
    static void stop() {
        SERVER.shutdown();
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        SERVER.start();
        Path keys = Files.writeString(
                folder.resolve("keys.json"),
                "{\"keys\": [" + key("wall", "support") + "," + key("desk", "ingest") + "," + key("twice", "support")
                        + "," + key("twice", "ingest") + "]}");
        registry.add("EARSHOT_KEYS_FILE", keys::toString);
        registry.add("EARSHOT_SESSION_SECRET", () -> SECRET);
        registry.add("EARSHOT_OIDC_ISSUER", () -> SERVER.issuerUrl("shop").toString());
        registry.add("EARSHOT_OIDC_CLIENT_ID", () -> "earshot");
        registry.add("EARSHOT_OIDC_CLIENT_SECRET", () -> "hunter2");
    }

    private static String key(String name, String scope) {
        return "{\"name\":\"%s\",\"hash\":\"%s\",\"store\":\"shop\",\"scopes\":[\"%s\"]}"
                .formatted(name, KeyRing.hash(name + scope), scope);
    }

    @Test
    void offersTheProviderBesideTheKey() throws Exception {
        assertThat(get("/sign-in?next=/page%3Fa%3Db", "").body())
                .contains("href=\"/sign-in/oidc?next=%2Fpage%3Fa%3Db\"", "or with an access key", "name=\"key\"");
    }

    @Test
    void signsInByTheFirstOfTheGroupsThatOpensThePages() throws Exception {
        HttpResponse<String> welcome = signIn(List.of("unknown", "desk", "wall"), "/page?a=b");

        assertThat(welcome.statusCode()).isEqualTo(303);
        assertThat(welcome.headers().firstValue("Location")).hasValue("/page?a=b");
        Session session = new SessionSeal(SECRET)
                .open(cookie(welcome, SessionSeal.COOKIE).getValue(), Instant.now())
                .orElseThrow();
        assertThat(session.person()).isEqualTo("anna@shop.example");
        assertThat(session.keyHash()).isEqualTo(KeyRing.hash("wallsupport"));
        assertThat(cookie(welcome, OidcAttempt.COOKIE).getMaxAge()).isZero();
    }

    @Test
    void tellsWhoHasNoGroupThatIsKnown() throws Exception {
        HttpResponse<String> refused = signIn(List.of("<b>elsewhere", "twice"), "/");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("You are anna@shop.example, but none of your groups is the name of an access key here")
                .doesNotContain("<b>");
        assertThat(refused.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("earshot_session"));
    }

    @Test
    void tellsWhoHasAKeyForOtherThings() throws Exception {
        HttpResponse<String> refused = signIn(List.of("desk"), "/");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("your access key “desk” is not for these pages");
    }

    @Test
    void asksToBeginAnewWhereTheAttemptIsLostOrAnother() throws Exception {
        HttpResponse<String> lost = get("/sign-in/oidc/back?code=a&state=b", "");
        HttpResponse<String> leaving = get("/sign-in/oidc", "");
        HttpResponse<String> other = get(
                "/sign-in/oidc/back?code=a&state=b",
                OidcAttempt.COOKIE + "=" + cookie(leaving, OidcAttempt.COOKIE).getValue());

        assertThat(lost.statusCode()).isEqualTo(400);
        assertThat(lost.body()).contains("Please sign in again");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("Please try again");
    }

    @Test
    void keepsWhatTheBrowserHasToBringBackFromEverybodyElse() throws Exception {
        HttpCookie cookie = cookie(get("/sign-in/oidc", ""), OidcAttempt.COOKIE);

        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/sign-in/oidc");
        assertThat(cookie.getMaxAge()).isEqualTo(600);
    }

    private HttpResponse<String> signIn(List<String> groups, String next) throws Exception {
        SERVER.enqueueCallback(new DefaultOAuth2TokenCallback(
                "shop", "17", "JWT", List.of("earshot"), Map.of("email", "anna@shop.example", "groups", groups), 60));
        HttpResponse<String> leaving =
                get("/sign-in/oidc?next=" + next.replace("?", "%3F").replace("=", "%3D"), "");
        URI provider = URI.create(leaving.headers().firstValue("Location").orElseThrow());
        URI back = URI.create(BROWSER.send(HttpRequest.newBuilder(provider).build(), BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertThat(back).hasHost("localhost").hasPort(port).hasPath("/sign-in/oidc/back");
        return get(
                back.getRawPath() + "?" + back.getRawQuery(),
                OidcAttempt.COOKIE + "=" + cookie(leaving, OidcAttempt.COOKIE).getValue());
    }

    private HttpResponse<String> get(String path, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html");
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return BROWSER.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpCookie cookie(HttpResponse<?> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
