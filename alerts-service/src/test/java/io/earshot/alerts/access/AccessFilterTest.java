package io.earshot.alerts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.earshot.access.AccessKey;
import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class AccessFilterTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path file;
    private KeysFileWatch keys;
    private AccessFilter filter;

    @BeforeEach
    void makeKeys() throws IOException {
        file = folder.resolve("keys.json");
        Files.writeString(file, "{\"keys\": [" + key("by-header") + "," + key("by-cookie") + "]}");
        keys = new KeysFileWatch(new AccessProperties(file.toString()));
        SessionProperties properties = new SessionProperties(SECRET, "", "", Duration.ofHours(12));
        filter = new AccessFilter(keys, new Sessions(keys, properties, CLOCK));
    }

    private static String key(String name) {
        return "{\"name\":\"%s\",\"hash\":\"%s\",\"store\":\"shop\",\"scopes\":[\"support\"]}"
                .formatted(name, KeyRing.hash(name));
    }

    @AfterEach
    void stopWatching() {
        keys.destroy();
    }

    @Test
    void takesAHeaderBeforeACookieAndNoParameter() {
        assertThat(letIn(get("/v1/cases").header("Authorization", "Bearer by-header"), "by-cookie")
                        .key()
                        .name())
                .isEqualTo("by-header");
        assertThat(letIn(get("/v1/cases?key=by-header"), "by-cookie").key().name())
                .isEqualTo("by-cookie");
        assertThat(refused(get("/v1/cases?key=by-header"), null)).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void doesNotFallBackOnACookieWhereAKeyIsWrong() {
        assertThat(refused(get("/v1/cases").header("Authorization", "Bearer guess"), "by-cookie"))
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void namesThePersonWhereThereIsOneElseTheKey() {
        AccessKey key = letIn(get("/v1/cases"), "by-cookie").key();

        assertThat(new Caller(key, null).actor()).isEqualTo("key:by-cookie");
        assertThat(new Caller(key, new Session(key.hash(), null, NOW)).actor()).isEqualTo("key:by-cookie");
        assertThat(new Caller(key, new Session(key.hash(), "anna@shop.example", NOW)).actor())
                .isEqualTo("anna@shop.example");
    }

    @Test
    void refusesAChangeThatAnotherSiteAsksForWithTheCookieButNotWithAKey() {
        BaseBuilder<?> forged = MockServerHttpRequest.post("/v1/cases").header("Sec-Fetch-Site", "cross-site");

        assertThat(refused(forged, "by-cookie")).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(letIn(forged.header("Authorization", "Bearer by-header"), "by-cookie")
                        .key()
                        .name())
                .isEqualTo("by-header");
    }

    @Test
    void takesTheFirstOfSeveralCookiesThatIsGood() {
        MockServerHttpRequest request = get("/v1/cases")
                .cookie(
                        new HttpCookie(SessionSeal.COOKIE, "of-yesterday"),
                        new HttpCookie(SessionSeal.COOKIE, sealed("by-cookie")))
                .build();
        MockServerWebExchange exchange = MockServerWebExchange.from(request);

        filter.filter(exchange, passed -> Mono.empty()).block();

        assertThat(exchange.<Caller>getAttribute(Caller.ATTRIBUTE)).isNotNull();
        assertThat(exchange.getResponse().getHeaders().getCacheControl()).isEqualTo("no-store");
    }

    @Test
    void endsWhatLastsLongerThanARequestWithTheKeyAndWithTheSession() throws IOException {
        Caller caller = letIn(get("/v1/cases"), "by-cookie");
        Instant end = caller.session().expiresAt();

        assertThat(new Callers(keys, CLOCK).areStillAllowed(caller)).isTrue();
        assertThat(new Callers(keys, Clock.fixed(end.minusMillis(1), ZoneOffset.UTC)).areStillAllowed(caller))
                .isTrue();
        assertThat(new Callers(keys, Clock.fixed(end, ZoneOffset.UTC)).areStillAllowed(caller))
                .isFalse();
        Files.writeString(file, "{\"keys\": [" + key("by-header") + "]}");
        await("the end of the key").until(() -> !new Callers(keys, CLOCK).areStillAllowed(caller));
        assertThat(refused(get("/v1/cases"), "by-cookie")).isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    private static BaseBuilder<?> get(String path) {
        return MockServerHttpRequest.get(path);
    }

    private Caller letIn(BaseBuilder<?> request, @Nullable String session) {
        MockServerWebExchange exchange = exchange(request, session);
        filter.filter(exchange, passed -> Mono.empty()).block();
        return exchange.getRequiredAttribute(Caller.ATTRIBUTE);
    }

    private HttpStatus refused(BaseBuilder<?> request, @Nullable String session) {
        MockServerWebExchange exchange = exchange(request, session);
        return Problems.status(catchThrowableOfType(
                ProblemException.class,
                () -> filter.filter(exchange, passed -> Mono.empty()).block()));
    }

    private static MockServerWebExchange exchange(BaseBuilder<?> request, @Nullable String session) {
        if (session != null) {
            request.cookie(new HttpCookie(SessionSeal.COOKIE, sealed(session)));
        }
        return MockServerWebExchange.from(request.build());
    }

    private static String sealed(String key) {
        return new SessionSeal(SECRET).seal(new Session(KeyRing.hash(key), null, NOW.plusSeconds(3_600)));
    }
}
