package io.earshot.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in to the pages, and what the session is good for. */
class SignInIT {

    private static final String KEY = AlertsProcess.SUPPORT + "signed-in";
    private static final String SECRET = "a secret for tests alone, 32 characters and more";
    private static final String CASES = "/v1/cases?status=open";

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static AlertsProcess service;
    private static EventsTopic topic;

    @BeforeAll
    static void start() throws Exception {
        topic = new EventsTopic().create();
        service = new AlertsProcess(folder, "sign_in", List.of("signed-in", "revoked"))
                .with("EARSHOT_SESSION_SECRET", SECRET)
                .with("EARSHOT_BOARD_URL", "https://scores.shop.example")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        topic.close();
    }

    @Test
    void signsInWithAKeyAndLeadsToThePageThatWasWanted() throws Exception {
        HttpResponse<String> form = service.send(
                service.request("/sign-in?next=%2F%3Fmetric%3Dces", null).header("Accept", "text/html"));
        HttpResponse<String> answer = signIn(KEY, "/?metric=ces");

        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body())
                .contains("<html class=\"earshot\" lang=\"en\"", "value=\"/?metric=ces\"", "<label for=\"key\"");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/?metric=ces");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("earshot_session=1\\.[0-9]{10}\\.[0-9a-f]{64}\\.\\.[A-Za-z0-9_-]{43}; Max-Age=43200;"
                        + " Expires=[^;]+; Path=/; HTTPOnly; SameSite=Lax");
        assertThat(new SessionSeal(SECRET).open(session(answer), Instant.now()))
                .hasValueSatisfying(session -> assertThat(session.keyHash()).isEqualTo(KeyRing.hash(KEY)));
    }

    @Test
    void sendsTheCookieOverTlsAloneWhereThePageCameOverTls() throws Exception {
        HttpResponse<String> answer = service.send(form("/sign-in", "key=" + KEY)
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-Forwarded-Proto", "https"));

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
    }

    @Test
    void tellsPolitelyWhatIsWrongWithAKey() throws Exception {
        HttpResponse<String> unknown = signIn("sk_<b>guess", "/");
        HttpResponse<String> other = signIn("sk_read-of-signed-in", "/");
        HttpResponse<String> none = signIn(" ", "/");

        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).contains("This access key is not known.").doesNotContain("guess");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("scope read (expected: support)");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("Enter an access key.");
        assertThat(unknown.headers().map()).doesNotContainKey("set-cookie");
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    }

    @Test
    void answersTheApiToWhoIsSignedIn() throws Exception {
        String session = session(signIn(KEY, "/"));

        HttpResponse<String> answer = service.send(with(session, service.request(CASES, null)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(service.send(with(session + "x", service.request(CASES, null)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(service.send(with(session, service.request(CASES, "guess"))).statusCode())
                .isEqualTo(401);
    }

    @Test
    void namesThePersonWhoChangedACase() throws Exception {
        topic.send("signed-in", Items.nps("a1", 1, "c-17"));
        Session anna = new Session(
                KeyRing.hash(KEY), "anna@shop.example", Instant.now().plusSeconds(60));
        String session = new SessionSeal(SECRET).seal(anna);
        await("the case").until(() -> cases(session).size() == 1);
        String id = cases(session).get(0).path("id").asString();

        HttpResponse<String> changed = service.send(with(session, service.request("/v1/cases/" + id, null))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1\"")
                .method("PATCH", BodyPublishers.ofString("{\"status\": \"acknowledged\"}")));

        assertThat(changed.statusCode()).isEqualTo(200);
        JsonNode one = JSON.readTree(service.send(with(session, service.request("/v1/cases/" + id, null)))
                .body());
        assertThat(one.path("history").get(1).path("by").asString()).isEqualTo("anna@shop.example");
    }

    private static JsonNode cases(String session) throws Exception {
        return JSON.readTree(service.send(with(session, service.request(CASES, null)))
                        .body())
                .path("cases");
    }

    @Test
    void refusesWhatAnotherSiteSends() throws Exception {
        String session = session(signIn(KEY, "/"));

        HttpResponse<String> api = service.send(with(session, service.request(CASES, null))
                .header("Sec-Fetch-Site", "same-site")
                .POST(BodyPublishers.noBody()));
        HttpResponse<String> signIn =
                service.send(form("/sign-in", "key=" + KEY).header("Origin", "https://elsewhere.example"));
        HttpResponse<String> signOut = service.send(with(session, form("/sign-out", "")));
        HttpResponse<String> seen =
                service.send(with(session, form("/sign-out", "")).header("Accept", "text/html"));

        for (HttpResponse<String> refused : List.of(api, signIn, signOut)) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("urn:problem-type:earshot:forbidden", "same-origin");
            assertThat(refused.headers().map()).doesNotContainKey("set-cookie");
        }
        assertThat(seen.statusCode()).isEqualTo(403);
        assertThat(seen.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(seen.body()).contains("<nav", "Nothing was done.", "same-origin");
        assertThat(seen.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void endsTheSessionWithItsKey() throws Exception {
        String session = session(signIn(AlertsProcess.SUPPORT + "revoked", "/"));
        HttpRequest.Builder question = with(session, service.request(CASES, null));
        assertThat(service.send(question).statusCode()).isEqualTo(200);
        Path keys = folder.resolve("sign_in-keys.json");

        Files.writeString(
                keys,
                Files.readString(keys).replace(KeyRing.hash(AlertsProcess.SUPPORT + "revoked"), KeyRing.hash("new")));

        await("the end of the session").until(() -> service.send(question).statusCode() == 401);
    }

    @Test
    void signsOut() throws Exception {
        HttpResponse<String> answer = service.send(
                with(session(signIn(KEY, "/")), form("/sign-out", "")).header("Origin", service.origin()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/sign-in");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("earshot_session=; Max-Age=0;");
    }

    @Test
    void tellsBrowsersToRunNothingButItsOwnFiles() throws Exception {
        HttpResponse<String> page =
                service.send(service.request("/sign-in", null).header("Accept", "text/html"));

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body()).doesNotContain(" style=", "onclick", "th:");
        assertThat(service.get(CASES, KEY).headers().map()).doesNotContainKey("content-security-policy");
    }

    @Test
    void servesTheFilesThatItsPagesName() throws Exception {
        String page = service.send(service.request("/sign-in", null).header("Accept", "text/html"))
                .body();

        assertThat(page.lines().filter(line -> line.matches(".*(src|href)=\"/(look|webjars|assets)/.*")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(line -> {
                    String path = line.replaceAll(".*(?:src|href)=\"([^\"]*)\".*", "$1");
                    HttpResponse<String> file = service.get(path, null);
                    assertThat(file.statusCode()).describedAs(path).isEqualTo(200);
                    assertThat(file.headers().firstValue("X-Content-Type-Options"))
                            .hasValue("nosniff");
                    assertThat(file.headers().firstValue("Cache-Control"))
                            .hasValue(
                                    path.startsWith("/webjars/") ? "max-age=31536000, public, immutable" : "no-cache");
                });
        String tag = service.get("/look/pages.css", null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(service.send(service.request("/look/pages.css", null).header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(service.get("/look/..%2fapplication.yml", null).statusCode()).isEqualTo(404);
        assertThat(service.get("/application.yml", null).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> signIn(String key, String next) throws Exception {
        return service.send(
                form("/sign-in", "key=" + URLEncoder.encode(key, UTF_8) + "&next=" + URLEncoder.encode(next, UTF_8))
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Accept", "text/html"));
    }

    private static HttpRequest.Builder form(String path, String fields) {
        return service.request(path, null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }

    private static HttpRequest.Builder with(String session, HttpRequest.Builder request) {
        return request.header("Cookie", SessionSeal.COOKIE + "=" + session);
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll("^earshot_session=([^;]*);.*", "$1");
    }
}
