package io.earshot.alerts.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import io.earshot.alerts.access.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.ResponseBody;

/** What a page has around it: the gate in front of it, and its frame. */
@SpringBootTest(
        classes = PagesTest.Shop.class,
        properties = {
            "EARSHOT_BOARD_URL=https://scores.shop.example/",
            "management.endpoint.health.validate-group-membership=false"
        })
class PagesTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private static Path folder;

    private WebTestClient browser;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        Path keys = Files.writeString(
                folder.resolve("keys.json"),
                "{\"keys\": [" + key("wall <b>", "support") + "," + key("desk", "ingest") + "]}");
        registry.add("EARSHOT_KEYS_FILE", keys::toString);
        registry.add("EARSHOT_SESSION_SECRET", () -> SECRET);
    }

    private static String key(String name, String scope) {
        return "{\"name\":\"%s\",\"hash\":\"%s\",\"store\":\"shop\",\"scopes\":[\"%s\"]}"
                .formatted(name, KeyRing.hash(name), scope);
    }

    @BeforeEach
    void open(@Autowired ApplicationContext context) {
        browser = WebTestClient.bindToApplicationContext(context)
                .configureClient()
                .defaultHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .build();
    }

    @Test
    void sendsNobodyToSignInAndBack() {
        browser.get()
                .uri("/page?metric=nps&window=7d")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SEE_OTHER)
                .expectHeader()
                .valueEquals("Location", "/sign-in?next=%2Fpage%3Fmetric%3Dnps%26window%3D7d");
    }

    @Test
    void sendsTheWholePageToSignInWhereAPartWasAskedFor() {
        browser.get()
                .uri("/page")
                .header("HX-Request", "true")
                .header("HX-Current-URL", "http://shop.example/around?a=b")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("HX-Redirect", "/sign-in?next=%2Faround%3Fa%3Db");
    }

    @Test
    void asksNobodyToSignInForWhatIsNot() {
        assertThat(page(browser.get().uri("/nothing"), 404))
                .contains("<h1>There is no such thing</h1>", "There is no page /nothing", "href=\"/\">To the inbox</a>")
                .doesNotContain("<nav", "sign-out");
    }

    @Test
    void framesThePageOfWhatIsNotForWhoIsSignedIn() {
        assertThat(page(browser.get().uri("/nothing").cookie(SessionSeal.COOKIE, session("wall <b>", null)), 404))
                .contains("<nav aria-label=\"Pages\">", "wall &lt;b&gt;", "<h1>There is no such thing</h1>")
                .doesNotContain("aria-current");
    }

    @Test
    void tellsByAPageWhatCantBeDone() {
        String session = session("wall <b>", null);

        assertThat(page(
                        browser.delete()
                                .uri("/page")
                                .header("Sec-Fetch-Site", "same-origin")
                                .cookie(SessionSeal.COOKIE, session),
                        405))
                .contains("<h1>Method not allowed</h1>", "<nav");
        assertThat(page(browser.post().uri("/page").cookie(SessionSeal.COOKIE, session), 403))
                .contains(
                        "<h1>The access key does not allow this</h1>", "expected: Sec-Fetch-Site: same-origin", "<nav");
        assertThat(page(form("key=%zz"), 400)).contains("<h1>The body can&#39;t be read</h1>", "Go back");
        assertThat(page(form("key=" + "x".repeat(300_000)), 413)).contains("<h1>Too large</h1>");
    }

    @Test
    void tellsByAPageThatItFailedItselfAndNothingOfWhy() {
        assertThat(page(browser.get().uri("/broken?a=b").cookie(SessionSeal.COOKIE, session("wall <b>", null)), 500))
                .contains("<h1>Internal error</h1>", "This is no fault of yours.", "href=\"/broken?a=b\">Retry</a>")
                .doesNotContain("for nobody to read");
    }

    @Test
    void tellsTheScriptsOfAPageByAPageAndProgramsByAProblem() {
        String session = session("wall <b>", null);
        assertThat(page(
                        browser.get()
                                .uri("/broken")
                                .headers(headers -> headers.set("Accept", "*/*"))
                                .header("HX-Request", "true")
                                .header("HX-Current-URL", "http://shop.example/page")
                                .cookie(SessionSeal.COOKIE, session),
                        500))
                .contains("data-problem", "href=\"/page\">Retry</a>");

        for (String accepted : new String[] {"application/json", "*/*"}) {
            browser.get()
                    .uri("/broken")
                    .headers(headers -> headers.set("Accept", accepted))
                    .cookie(SessionSeal.COOKIE, session)
                    .exchange()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        for (String path : new String[] {"/v1/nothing", "/v3/nothing", "/actuator/nothing"}) {
            browser.get().uri(path).exchange().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    private WebTestClient.RequestHeadersSpec<?> form(String fields) {
        return browser.post()
                .uri("/sign-in")
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(fields);
    }

    private static String page(WebTestClient.RequestHeadersSpec<?> request, int status) {
        return request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectHeader()
                .exists("Content-Security-Policy")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    @Test
    void framesThePageOfWhoIsSignedIn() {
        String page = browser.get()
                .uri("/page")
                .cookie(SessionSeal.COOKIE, session("wall <b>", null))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(page)
                .contains("<title>A page · Earshot</title>", "<link rel=\"stylesheet\" href=\"/assets/page.css\">")
                .contains("<main id=\"content\"><p>shop</p></main>")
                .contains("aria-current=\"page\">Inbox</a>", "href=\"https://scores.shop.example/\">Scores</a>")
                .contains("wall &lt;b&gt;", "action=\"/sign-out\"")
                .containsPattern("src=\"/webjars/htmx.org/2\\.[0-9.]+/dist/htmx.min.js\" defer")
                .doesNotContain("th:", "<b>");
        assertThat(page.split("<main")).hasSize(2);
    }

    @Test
    void namesThePersonWhereAnIdentityProviderSaidWhoItIs() {
        browser.get()
                .uri("/page")
                .cookie(SessionSeal.COOKIE, session("wall <b>", "anna@shop.example"))
                .exchange()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("anna@shop.example").doesNotContain("wall"));
    }

    @Test
    void tellsWhoHasAnotherKeyWhatIsWantedAndHowToGoOn() {
        browser.get()
                .uri("/page?a=b")
                .cookie(SessionSeal.COOKIE, session("desk", null))
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("scope ingest (expected: support)", "href=\"/sign-in?next=%2Fpage%3Fa%3Db\""));
    }

    @Test
    void takesAChangeFromItsOwnPagesAlone() {
        WebTestClient.RequestHeadersSpec<?> change =
                browser.post().uri("/page").cookie(SessionSeal.COOKIE, session("wall <b>", null));

        change.header("Sec-Fetch-Site", "cross-site").exchange().expectStatus().is4xxClientError();
        assertThat(Shop.changes).isZero();
        browser.post()
                .uri("/page")
                .cookie(SessionSeal.COOKIE, session("wall <b>", null))
                .header("Sec-Fetch-Site", "same-origin")
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(Shop.changes).isEqualTo(1);
    }

    private static String session(String key, String person) {
        return new SessionSeal(SECRET)
                .seal(new Session(KeyRing.hash(key), person, Instant.now().plusSeconds(60)));
    }

    /** A service that has nothing but a page. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(WebEndpointProperties.class)
    @ConfigurationPropertiesScan({"io.earshot.alerts.access", "io.earshot.alerts.signin"})
    @ComponentScan({"io.earshot.alerts.access", "io.earshot.alerts.signin", "io.earshot.alerts.problem"})
    static class Shop {

        private static int changes;

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Controller
        static class Page {

            @GetMapping("/page")
            String page(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, Model model) {
                model.addAttribute("store", caller.store());
                return "a-page";
            }

            @GetMapping("/broken")
            String broken() {
                throw new IllegalStateException("for nobody to read");
            }

            @PostMapping("/page")
            @ResponseBody
            String change() {
                changes++;
                return "";
            }
        }
    }
}
