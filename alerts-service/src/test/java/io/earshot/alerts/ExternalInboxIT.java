package io.earshot.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.earshot.access.SessionSeal;
import io.earshot.feedback.Context;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Review;
import io.earshot.feedback.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The inbox in a real browser: {@code mvn verify -Pbrowser}. What was seen is kept in {@code target/seen}. */
class ExternalInboxIT {

    private static final Path SEEN = Path.of("target", "seen");
    private static final String EVIL =
            "</textarea><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
    private static final List<String> STORES =
            IntStream.range(0, 10).mapToObj(n -> "seen-" + n).toList();

    private static final String AXE = """
            async () => (await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))
                .violations.map(found => found.id + ': ' + found.nodes.map(node => node.html).join(' '))""";

    @TempDir
    private static Path folder;

    private static AlertsProcess service;
    private static EventsTopic topic;
    private static Playwright playwright;
    private static Browser browser;
    private static String axe;
    private static int used;

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private String store;

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        topic = new EventsTopic().create();
        service = new AlertsProcess(folder, "seen", STORES)
                .with("EARSHOT_SESSION_SECRET", StaffBrowser.SECRET)
                .with("EARSHOT_SPREAD", "4")
                .with("EARSHOT_BOARD_URL", "https://scores.shop.example/")
                .start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.find())
                        // its sandbox can't be made by root nor in most containers; the pages are our own
                        .setArgs(List.of("--no-sandbox")));
        try (var in = Objects.requireNonNull(ExternalInboxIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), UTF_8);
        }
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        Awaitility.reset();
        playwright.close();
        service.close();
        topic.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
    }

    @AfterEach
    void leave() {
        contexts.forEach(BrowserContext::close);
        assertThat(complaints).isEmpty();
    }

    @Test
    void showsANewCaseByItselfAndWorksItByKeyboardAloneToItsEnd() {
        Page page = person("anna@shop.example", 1280).newPage();
        visit(page, "/");
        page.getByText("Nobody waits for you.").waitFor();
        page.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();

        topic.send(store, Items.nps("a1", 3, "c-17"));
        page.getByText("NPS 3 of 10 from c-17@shop.example").first().waitFor();
        topic.send(store, Items.nps("a2", 5, "c-18"));
        page.getByText("NPS 5 of 10").first().waitFor();

        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.locator("#next").waitFor();
        page.getByText("The parcel came late").waitFor();
        page.keyboard().press("s");
        page.locator("#facts").getByText("anna@shop.example").waitFor();
        page.keyboard().press("a");
        badge(page, "Acknowledged").waitFor();
        page.keyboard().press("n");
        page.keyboard().type("Called them: a r c s");
        page.keyboard().press("Control+Enter");
        page.locator("#noted").getByText("Called them: a r c s").waitFor();
        page.keyboard().press("Escape");
        page.keyboard().press("c");
        badge(page, "Contacted").first().waitFor();
        page.keyboard().press("r");
        page.getByText("How did it end?").waitFor();
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.getByText("Resolved: recovered").waitFor();
        page.keyboard().press("u");
        page.getByText("1 case", new Page.GetByTextOptions().setExact(true))
                .first()
                .waitFor();
        assertThat(page.locator("#cases").textContent()).doesNotContain("c-17");
    }

    @Test
    void readsTheListAgainOnceASecondHoweverManyChangesCome() throws Exception {
        Page page = person("anna@shop.example", 1280).newPage();
        visit(page, "/");
        page.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
        AtomicInteger readings = new AtomicInteger();
        page.onRequest(request -> {
            if (request.resourceType().equals("fetch") && request.url().equals(service.origin() + "/")) {
                readings.incrementAndGet();
            }
        });

        long begin = System.nanoTime();
        for (int n = 1; n <= 30; n++) {
            int sent = n;
            topic.send(store, Items.nps("a" + n, 5, "c-" + n));
            // one change after the other, as fast as they are made
            await().until(() -> cases().size() == sent);
        }
        page.getByText("30 cases").first().waitFor();
        double seconds = (System.nanoTime() - begin) / 1e9;

        assertThat(readings.get()).isPositive().isLessThanOrEqualTo((int) seconds + 1);
    }

    @Test
    void showsEachWhatTheOtherDidAndLosesNothing() throws Exception {
        String id = openCase("a1", 3, "c-17");
        Page anna = person("anna@shop.example", 1280).newPage();
        Page lee = person("lee@shop.example", 1280).newPage();
        visit(anna, "/cases/" + id);
        visit(lee, "/cases/" + id);
        lee.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
        lee.getByLabel("Assigned to").fill("Kim");
        lee.getByLabel("Add a note").fill("half a thought");

        button(anna, "Acknowledge").click();
        badge(anna, "Acknowledged").waitFor();
        badge(lee, "Acknowledged").waitFor();
        assertThat(lee.getByLabel("Assigned to").inputValue()).isEqualTo("Kim");
        assertThat(lee.getByLabel("Add a note").inputValue()).isEqualTo("half a thought");

        lee.locator("#edit").getByText("Save").click();
        lee.getByText("Somebody was faster").waitFor();
        seen(lee, "case-overtaken");
        assertThat(lee.locator("#conflict").textContent()).contains("anna@shop.example", "assign it to Kim");
        button(lee, "Do it now").click();
        lee.locator("#facts").getByText("Kim").waitFor();
        assertThat(lee.getByLabel("Add a note").inputValue()).isEqualTo("half a thought");
        anna.locator("#facts").getByText("Kim").waitFor();
        assertThat(shown(id).path("assignee").asString()).isEqualTo("Kim");
    }

    @Test
    void keepsANoteWhileThereIsNoConnectionAndSendsItOnceWhenThereIs() throws Exception {
        String id = openCase("a1", 3, "c-17");
        BrowserContext context = person("anna@shop.example", 1280);
        Page page = context.newPage();
        visit(page, "/cases/" + id);
        complaints.clear();

        context.setOffline(true);
        page.getByLabel("Add a note").fill("Called; nobody there");
        button(page, "Save the note").click();
        page.getByText("Not saved yet").waitFor();
        assertThat(page.getByLabel("Add a note").inputValue()).isEqualTo("Called; nobody there");
        seen(page, "case-offline");
        context.setOffline(false);

        page.locator("#noted").getByText("Called; nobody there").waitFor();
        page.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
        assertThat(shown(id).path("notes")).hasSize(1);
        assertThat(page.getByLabel("Add a note").inputValue()).isEmpty();
        // what the browser says of requests that it could not send
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void keepsEverybodyInAndFitsAPhone() throws Exception {
        topic.send(
                store,
                review("a1", 1, "c-1", "Never again", "It broke on the first day, and nobody answers my letters."),
                Items.nps("a2", 2, "c-2"),
                Items.nps("a3", 5, "c-3"),
                Items.nps("a4", 6, null));
        await().until(() -> cases().size() == 4);
        StaffBrowser anna = new StaffBrowser(service, store, "anna@shop.example");
        String id = cases().get(3).path("id").asString();
        for (JsonNode one : cases()) {
            if (one.path("customer").path("id").asString("").equals("c-1")) {
                id = one.path("id").asString();
            }
        }
        anna.post("/cases/" + id + "/notes", "text", "Called; nobody there.\nI try again tomorrow.", "noteId", "n-1");
        anna.post(
                "/settings/teams/new",
                "name",
                "care",
                "title",
                "Customer care",
                "lead",
                "Kim",
                "hours.zone",
                "Europe/Stockholm",
                "hours.mon",
                "09:00-17:00");
        anna.post(
                "/settings/channels/new",
                "type",
                "webhook",
                "name",
                "Helpdesk",
                "url",
                "https://helpdesk.example/hook",
                "enabled",
                "yes");
        anna.post(
                "/settings/channels/new",
                "type",
                "slack",
                "name",
                "Chat",
                "url",
                "https://hooks.slack.com/services/T/B/x",
                "pace.digest.at",
                "09:00, 16:00",
                "pace.zone",
                "Europe/Stockholm",
                "q0.from",
                "20:00",
                "q0.to",
                "08:00",
                "q1.from",
                "00:00",
                "q1.to",
                "00:00",
                "q1.days",
                "sat",
                "enabled",
                "yes");
        JsonNode channels = JSON.readTree(service.get("/v1/channels", AlertsProcess.SUPPORT + store)
                        .body())
                .path("channels");
        Map<String, String> pages = new LinkedHashMap<>(Map.of(
                "inbox", "/",
                "case", "/cases/" + id,
                "settings-rules", "/settings/rules",
                "settings-rule", "/settings/rules/nps-detractor",
                "settings-watches", "/settings/watches",
                "settings-watch", "/settings/watches/nps-drop",
                "settings-channels", "/settings/channels",
                "settings-messages", "/settings/messages",
                "settings-team", "/settings/teams/care",
                "nothing", "/nothing"));
        channels.forEach(channel -> pages.put(
                "settings-channel-" + channel.path("type").asString(),
                "/settings/channels/" + channel.path("id").asString()));
        for (int width : new int[] {1280, 360}) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Page page = person("anna@shop.example", width).newPage();
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                for (Map.Entry<String, String> one : pages.entrySet()) {
                    visit(page, one.getValue());
                    seen(page, one.getKey() + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
                    page.evaluate(axe);
                    assertThat((List<?>) page.evaluate(AXE))
                            .as("%s in %s at %s", one.getKey(), scheme, width)
                            .isEmpty();
                    assertThat(
                                    (Integer)
                                            page.evaluate(
                                                    "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                            .as("%s at %s, sideways", one.getKey(), width)
                            .isLessThanOrEqualTo(0);
                }
            }
        }
        complaints.removeIf(complaint -> complaint.contains("404"));
    }

    @Test
    void tellsInThePageOfAPartThatCouldNotBeHad() {
        Page page = person("anna@shop.example", 1280).newPage();
        visit(page, "/settings/rules/nps-detractor");
        page.route("**/settings/rules/try", Route::abort);
        button(page, "Try it on the last 30 days").click();
        page.locator(".failed").getByText("The service can’t be reached").waitFor();
        page.unroute("**/settings/rules/try");
        page.route(
                "**/settings/rules/try",
                route -> route.fulfill(
                        new Route.FulfillOptions()
                                .setStatus(503)
                                .setContentType("text/html")
                                .setBody(
                                        "<main><div data-problem><h1>Not available</h1><p>Cassandra is away</p></div></main>")));
        button(page, "Try it on the last 30 days").click();
        page.locator(".failed").getByText("Cassandra is away").waitFor();
        page.unroute("**/settings/rules/try");

        page.getByLabel("Score at most").first().fill("11");
        button(page, "Try it on the last 30 days").click();
        page.locator("#tried").getByText("It can’t be tried yet").waitFor();
        assertThat(page.locator(".failed").textContent()).isEmpty();
        complaints.clear();
    }

    @Test
    void keepsWhatIsTypedWhileOtherButtonsArePressed() throws Exception {
        String id = openCase("a1", 3, "c-17");
        Page page = person(null, 1280).newPage();
        visit(page, "/cases/" + id);
        page.getByText("others may use, too").waitFor();
        page.getByLabel("Add a note").fill("half a thought");
        page.getByLabel("Assigned to").fill("Kim");

        button(page, "Acknowledge").click();
        badge(page, "Acknowledged").waitFor();
        assertThat(page.getByLabel("Add a note").inputValue()).isEqualTo("half a thought");
        page.getByLabel("Assigned to").press("Enter");
        page.locator("#facts").getByText("Kim").waitFor();
        seen(page, "case-typed");
        button(page, "Save the note").click();
        page.locator("#noted").getByText("half a thought").waitFor();
        button(page, "Resolve…").click();
        page.getByText("How did it end?").waitFor();
        seen(page, "case-resolve");
        button(page, "No reply").click();
        page.getByText("Resolved: no reply").waitFor();
        assertThat(shown(id).path("notes")).hasSize(1);
    }

    @Test
    void addsRowsToAFormInPlace() throws Exception {
        Page page = person("anna@shop.example", 1280).newPage();
        visit(page, "/settings/rules/nps-detractor");
        page.getByLabel("Time to contact the customer").fill("3h");
        button(page, "Another one").click();
        page.locator("[id='f2.severity']").selectOption("urgent");
        page.locator("[id='f2.atMost']").fill("1");
        page.locator("[id='f2.metric']").selectOption("nps");
        page.locator("[name=up][value=f2]").click();
        page.waitForCondition(
                () -> page.locator("[id='f1.severity']").inputValue().equals("urgent"));
        page.locator("[name=up][value=f1]").click();
        page.waitForCondition(
                () -> page.locator("[id='f0.severity']").inputValue().equals("urgent"));
        page.getByLabel("Time to contact the customer").press("Enter");
        page.waitForURL("**/settings/rules");
        JsonNode rule = JSON.readTree(service.get("/v1/rules/nps-detractor", AlertsProcess.SUPPORT + store)
                .body());
        assertThat(rule.path("severities").get(0).path("severity").asString()).isEqualTo("urgent");
        assertThat(rule.path("due").asString()).isEqualTo("3h");

        visit(page, "/settings/channels/new?type=slack");
        page.getByLabel("From").fill("20:00");
        button(page, "More quiet hours").click();
        page.locator("[id='q1.from']").waitFor();
        assertThat(page.locator("[id='q0.from']").inputValue()).isEqualTo("20:00");
    }

    @Test
    void takesNothingThatSomebodyWroteForAScript() throws Exception {
        topic.send(store, review("a1", 1, "c-" + EVIL.substring(0, 40), EVIL, EVIL));
        await().until(() -> cases().size() == 1);
        String id = cases().get(0).path("id").asString();
        Page page = person("anna@shop.example", 1280).newPage();
        visit(page, "/cases/" + id);
        page.getByLabel("Add a note").fill(EVIL);
        button(page, "Save the note").click();
        page.locator("#noted").getByText("onerror").waitFor();
        page.getByLabel("Assigned to").fill("<img src=x onerror=alert(1)>");
        page.locator("#edit").getByText("Save").click();
        page.locator("#facts").getByText("onerror").first().waitFor();
        assertThat(page.title()).isNotEqualTo("taken");
        assertThat(page.locator("#content img, #content script").count()).isZero();
        visit(page, "/");
        page.locator(".case").getByText("onerror").first().waitFor();
        assertThat(page.title()).isEqualTo("1 case · Inbox · Earshot");
        assertThat(page.locator("#content img, #content script").count()).isZero();
    }

    private static final JsonMapper JSON = new JsonMapper();

    private BrowserContext person(@Nullable String name, int width) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(width, 900));
        context.setDefaultTimeout(20_000);
        context.addCookies(List.of(new Cookie(SessionSeal.COOKIE, new StaffBrowser(service, store, name).cookie())
                .setUrl(service.origin())));
        context.onConsoleMessage(message -> {
            // a 412 is an answer that the page shows
            if (message.type().equals("error") && !message.text().contains("412")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        contexts.add(context);
        return context;
    }

    private static void visit(Page page, String path) {
        page.navigate(service.origin() + path);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    private static Locator badge(Page page, String words) {
        return page.locator("#head .badge").getByText(words);
    }

    private static void seen(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SEEN.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static Feedback review(String id, int stars, String customer, String title, String comment) {
        return new Review(
                new Submission(
                        id,
                        0,
                        Instant.now().minus(Duration.ofHours(2)),
                        comment,
                        new Customer(
                                customer.substring(0, Math.min(40, customer.length())),
                                "cora@shop.example",
                                "Cora Lind",
                                List.of("vip")),
                        new Context(
                                "web",
                                "delivery",
                                "sku-9",
                                "o-551",
                                null,
                                "https://shop.example/orders/551",
                                "sv-SE",
                                "post-delivery")),
                stars,
                title,
                "storefront");
    }

    private String openCase(String item, int score, String customer) throws Exception {
        topic.send(store, Items.nps(item, score, customer));
        await().until(() -> cases().size() == 1);
        return cases().get(0).path("id").asString();
    }

    private JsonNode cases() throws IOException, InterruptedException {
        return JSON.readTree(
                        service.get("/v1/cases", AlertsProcess.SUPPORT + store).body())
                .path("cases");
    }

    private JsonNode shown(String id) throws IOException, InterruptedException {
        return JSON.readTree(
                service.get("/v1/cases/" + id, AlertsProcess.SUPPORT + store).body());
    }
}
