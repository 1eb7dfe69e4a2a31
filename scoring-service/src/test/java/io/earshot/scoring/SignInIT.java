package io.earshot.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.access.KeyRing;
import io.earshot.access.SessionSeal;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to the pages, and what the session is good for. */
class SignInIT {

    private static final String KEY = "sk_read-signed-in";
    private static final String SECRET = "a secret for tests alone, 32 characters and more";
    private static final String SCORES = "/v1/scores?metric=nps";

    @TempDir
    private static Path folder;

    private static FeedbackLog log;
    private static ScoringService scoring;

    @BeforeAll
    static void start() {
        log = new FeedbackLog(TestServers.kafka());
        scoring = ScoringService.start(
                folder,
                TestServers.kafka(),
                TestServers.cassandra(),
                "sign_in_it",
                Map.of("EARSHOT_SESSION_SECRET", SECRET, "EARSHOT_INBOX_URL", "https://inbox.shop.example"),
                "signed-in",
                "revoked");
        scoring.awaitReady();
    }

    @AfterAll
    static void stop() {
        scoring.close();
        log.close();
    }

    @Test
    void signsInWithAKeyAndLeadsToThePageThatWasWanted() {
        HttpResponse<String> form = ScoringService.send(scoring.request("/sign-in?next=%2F%3Fmetric%3Dces")
                .header("Accept", "text/html")
                .build());
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
    void sendsTheCookieOverTlsAloneWhereThePageCameOverTls() {
        HttpResponse<String> answer = ScoringService.send(form("/sign-in", "key=" + KEY)
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-Forwarded-Proto", "https")
                .build());

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
    }

    @Test
    void tellsPolitelyWhatIsWrongWithAKey() {
        HttpResponse<String> unknown = signIn("sk_<b>guess", "/");
        HttpResponse<String> other = signIn("sk_ingest-only", "/");
        HttpResponse<String> none = signIn(" ", "/");

        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).contains("This access key is not known.").doesNotContain("guess");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("scope ingest (expected: read)");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("Enter an access key.");
        assertThat(unknown.headers().map()).doesNotContainKey("set-cookie");
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    }

    @Test
    void answersTheApiToWhoIsSignedIn() {
        String session = session(signIn(KEY, "/"));

        HttpResponse<String> answer =
                ScoringService.send(with(session, scoring.request(SCORES)).build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(ScoringService.send(
                                with(session + "x", scoring.request(SCORES)).build())
                        .statusCode())
                .isEqualTo(401);
        assertThat(ScoringService.send(with(session, scoring.request(SCORES + "&key=guess"))
                                .build())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesWhatAnotherSiteSends() {
        String session = session(signIn(KEY, "/"));

        HttpResponse<String> api = ScoringService.send(with(session, scoring.request(SCORES))
                .header("Sec-Fetch-Site", "same-site")
                .POST(BodyPublishers.noBody())
                .build());
        HttpResponse<String> signIn = ScoringService.send(form("/sign-in", "key=" + KEY)
                .header("Origin", "https://elsewhere.example")
                .build());
        HttpResponse<String> signOut =
                ScoringService.send(with(session, form("/sign-out", "")).build());
        HttpResponse<String> seen = ScoringService.send(with(session, form("/sign-out", ""))
                .header("Accept", "text/html")
                .build());

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
    void endsTheSessionWithItsKey() throws IOException {
        String session = session(signIn("sk_read-revoked", "/"));
        HttpRequest question = with(session, scoring.request(SCORES)).build();
        assertThat(ScoringService.send(question).statusCode()).isEqualTo(200);
        Path keys = folder.resolve("keys.json");

        Files.writeString(keys, Files.readString(keys).replace(KeyRing.hash("sk_read-revoked"), KeyRing.hash("new")));

        await("the end of the session")
                .until(() -> ScoringService.send(question).statusCode() == 401);
    }

    @Test
    void signsOut() {
        HttpResponse<String> answer = ScoringService.send(with(session(signIn(KEY, "/")), form("/sign-out", ""))
                .header("Origin", scoring.origin())
                .build());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/sign-in");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("earshot_session=; Max-Age=0;");
    }

    @Test
    void tellsBrowsersToRunNothingButItsOwnFiles() {
        HttpResponse<String> page = ScoringService.send(
                scoring.request("/sign-in").header("Accept", "text/html").build());

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.body()).doesNotContain(" style=", "onclick", "th:");
        assertThat(scoring.get(SCORES, KEY).headers().map()).doesNotContainKey("content-security-policy");
    }

    @Test
    void servesTheFilesThatItsPagesName() {
        String page = ScoringService.send(scoring.request("/sign-in")
                        .header("Accept", "text/html")
                        .build())
                .body();

        assertThat(page.lines().filter(line -> line.matches(".*(src|href)=\"/(look|webjars|assets)/.*")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(line -> {
                    String path = line.replaceAll(".*(?:src|href)=\"([^\"]*)\".*", "$1");
                    HttpResponse<String> file = scoring.get(path, null);
                    assertThat(file.statusCode()).describedAs(path).isEqualTo(200);
                    assertThat(file.headers().firstValue("X-Content-Type-Options"))
                            .hasValue("nosniff");
                    assertThat(file.headers().firstValue("Cache-Control"))
                            .hasValue(
                                    path.startsWith("/webjars/") ? "max-age=31536000, public, immutable" : "no-cache");
                });
        String tag = scoring.get("/look/pages.css", null)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(ScoringService.send(scoring.request("/look/pages.css")
                                .header("If-None-Match", tag)
                                .build())
                        .statusCode())
                .isEqualTo(304);
        assertThat(scoring.get("/look/..%2fapplication.yml", null).statusCode()).isEqualTo(404);
        assertThat(scoring.get("/application.yml", null).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> signIn(String key, String next) {
        return ScoringService.send(
                form("/sign-in", "key=" + URLEncoder.encode(key, UTF_8) + "&next=" + URLEncoder.encode(next, UTF_8))
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Accept", "text/html")
                        .build());
    }

    private static HttpRequest.Builder form(String path, String fields) {
        return scoring.request(path)
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
