package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import io.earshot.access.KeyRing;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real browser on a page of another origin, as a shop's page is: {@code mvn verify -Pbrowser}. */
class ExternalBrowserIT {

    private static final String POST = """
            ([url, type, authorization, body]) =>
                fetch(url, {method: 'POST', body, headers: {'Content-Type': type, ...(authorization && {'Authorization': authorization})}})
                    .then(async answer => answer.status + ' ' + await answer.text(), error => error.name)""";

    private static final String RETRY_AFTER = """
            ([url, body]) => fetch(url, {method: 'POST', body})
                .then(answer => answer.status + ' ' + answer.headers.get('Retry-After'), error => error.name)""";

    private static final String BEACON = "([url, body]) => navigator.sendBeacon(url, body)";

    private static Playwright playwright;
    private static Browser browser;

    private RunningIngest ingest;
    private HttpServer shop;
    private HttpServer stranger;

    @BeforeAll
    static void startBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.find())
                        // its sandbox can't be made by root nor in most containers; the pages are our own
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stopBrowser() {
        // closes the browser, too
        playwright.close();
    }

    @BeforeEach
    void startPages() throws IOException {
        shop = page();
        stranger = page();
    }

    @AfterEach
    void stop() {
        ingest.close();
        shop.stop(0);
        stranger.stop(0);
    }

    @Test
    void postsFromAPageOfAListedOrigin() throws IOException {
        startWithOrigin(origin(shop));
        try (Page page = open(shop)) {
            assertThat(page.evaluate(POST, List.of(feedback(""), "application/json", bearer(), item("by-header"))))
                    .isEqualTo("202 {\"id\":\"by-header\",\"revision\":0}");
            assertThat(page.evaluate(POST, List.of(feedback(key()), "application/json", "", item("by-query"))))
                    .isEqualTo("202 {\"id\":\"by-query\",\"revision\":0}");
            assertThat(page.evaluate(POST, List.of(feedback(""), "application/json", bearer(), "{}")))
                    .as("the page's script can read what is wrong")
                    .asString()
                    .startsWith("400 {\"type\":\"urn:problem-type:earshot:invalid-input\"");
            assertThat(page.evaluate(BEACON, List.of(feedback(key()), item("by-beacon"))))
                    .isEqualTo(true);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(EventLog.ids(TestServers.kafka(), ingest.store()))
                        .containsExactly("by-header", "by-query", "by-beacon"));
    }

    @Test
    void refusesAPageOfAnotherOrigin() throws IOException {
        startWithOrigin(origin(shop));
        try (Page page = open(stranger)) {
            assertThat(page.evaluate(POST, List.of(feedback(""), "application/json", bearer(), item("x"))))
                    .isEqualTo("TypeError");
            // neither of these two asks first: it is the key that keeps them out
            assertThat(page.evaluate(POST, List.of(feedback(key()), "text/plain", "", item("y"))))
                    .isEqualTo("TypeError");
            page.evaluate(BEACON, List.of(feedback(key()), item("z")));
        }
        try (Page page = open(shop)) {
            page.evaluate(POST, List.of(feedback(""), "application/json", bearer(), item("last")));
        }

        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).containsExactly("last");
    }

    @Test
    void tellsAPageWhenToTryAgain() throws IOException {
        // nobody listens there: the service takes nothing yet
        ingest = new RunningIngest("localhost:1");
        listOrigin(origin(shop));
        try (Page page = open(shop)) {
            assertThat(page.evaluate(RETRY_AFTER, List.of(feedback(key()), item("later"))))
                    .isEqualTo("503 1");
        }
    }

    private void startWithOrigin(String origin) throws IOException {
        ingest = new RunningIngest(TestServers.kafka());
        listOrigin(origin);
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    /** Writes the keys anew, and waits until the service has read them. */
    private void listOrigin(String origin) throws IOException {
        Files.writeString(ingest.keys(), """
                {"keys": [{"name": "web", "hash": "%s", "store": "%s", "scopes": ["submit"], "origins": ["%s"]}]}
                """.formatted(KeyRing.hash(RunningIngest.SUBMIT_KEY), ingest.store(), origin));
        await().atMost(Duration.ofSeconds(30)).until(() -> post(origin) == 400);
    }

    private int post(String origin) {
        return ingest.send(HttpRequest.newBuilder(ingest.uri("/v1/feedback" + key()))
                        .header("Content-Type", "application/json")
                        .header("Origin", origin)
                        .POST(BodyPublishers.ofString("{}")))
                .statusCode();
    }

    private String feedback(String query) {
        return ingest.uri("/v1/feedback" + query).toString();
    }

    private static String key() {
        return "?key=" + RunningIngest.SUBMIT_KEY;
    }

    private static String bearer() {
        return "Bearer " + RunningIngest.SUBMIT_KEY;
    }

    private static String item(String id) {
        return "{\"id\":\"" + id + "\",\"kind\":\"button\",\"category\":\"idea\",\"comment\":\"From a page\"}";
    }

    private static HttpServer page() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Shop</title>".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String origin(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static Page open(HttpServer server) {
        Page page = browser.newPage();
        page.navigate(origin(server) + "/");
        return page;
    }
}
