package io.earshot.scoring;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
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
import com.microsoft.playwright.options.Media;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score board in a real browser: {@code mvn verify -Pbrowser}. What was seen is kept in {@code target/seen}. */
class ExternalBoardIT {

    private static final Path SEEN = Path.of("target", "seen");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EVIL = "<img src=x onerror=document.title=1><script>document.title=1</script>";
    private static final String AXE = """
            async () => (await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))
                .violations.map(found => found.id + ': ' + found.nodes.map(node => node.html).join(' '))""";

    @TempDir
    private static Path folder;

    private static FeedbackLog log;
    private static ScoringService scoring;
    private static Playwright playwright;
    private static Browser browser;
    private static String axe;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;

    @BeforeAll
    static void start() throws IOException {
        log = new FeedbackLog(TestServers.kafka());
        scoring = ScoringService.start(
                folder,
                TestServers.kafka(),
                TestServers.cassandra(),
                "board_browser_it",
                Map.of(),
                "shop",
                "moving",
                "evil");
        Random random = new Random(17);
        for (int i = 0; i < 600; i++) {
            log.send("shop", item(i, random));
        }
        log.send(
                "evil",
                "{'id':'e','kind':'review','rating':1,'title':'%s','comment':'%s','context':{'product':'%s','touchpoint':'%s'}}"
                        .formatted((Object[]) new String[] {EVIL, EVIL, EVIL, EVIL}));
        log.flush();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.find())
                        // its sandbox can't be made by root nor in most containers; the pages are our own
                        .setArgs(List.of("--no-sandbox")));
        try (var in = Objects.requireNonNull(ExternalBoardIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), UTF_8);
        }
        scoring.awaitReady();
        await().atMost(PATIENCE)
                .until(() -> scoring.score("shop", "metric=nps&window=365d")
                                        .path("n")
                                        .asInt()
                                == 300
                        && !scoring.get("/v1/responses?metric=review", "sk_read-evil")
                                .body()
                                .contains("[]")
                        && scoring.get("/v1/responses?metric=nps&window=365d", "sk_read-shop")
                                .body()
                                .contains("late"));
    }

    private static String item(int i, Random random) {
        Instant at = Instant.now().minus((long) (random.nextDouble() * 55 * 24 * 60), ChronoUnit.MINUTES);
        int score = (int) Math.max(1, Math.min(10, Math.round(7.8 + random.nextGaussian() * 2.2)));
        String rest =
                "'comment':'%s','occurredAt':'%s','context':{'touchpoint':'%s','product':'sku-%d','channel':'email'}}"
                        .formatted(
                                List.of("The parcel came late", "All good, thank you!", "سفارش من دیر رسید")
                                        .get(i % 3),
                                at,
                                List.of("delivery", "checkout", "returns").get(random.nextInt(3)),
                                random.nextInt(9));
        return switch (i % 4) {
            case 0, 1 -> "{'id':'i%d','kind':'survey','metric':'nps','score':%d,".formatted(i, score) + rest;
            case 2 -> "{'id':'i%d','kind':'review','rating':%d,'title':'Title',".formatted(i, (score + 1) / 2) + rest;
            default -> "{'id':'i%d','kind':'button','category':'%s',".formatted(i, i % 8 == 3 ? "bug" : "idea") + rest;
        };
    }

    @AfterAll
    static void stop() {
        playwright.close();
        scoring.close();
        log.close();
    }

    @BeforeEach
    void newReader() {
        context = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
        context.setDefaultTimeout(15_000);
    }

    @AfterEach
    void leave() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void movesByItselfWhenAnAnswerComesInAndKeepsTheFocus() {
        for (int i = 0; i < 30; i++) {
            log.send("moving", "{'id':'m%d','kind':'survey','metric':'nps','score':9}".formatted(i));
        }
        log.flush();
        Page page = signIn("moving", "/");
        Locator card = page.locator("[data-series='nps/0-10']");
        assertThat(card).containsText("100.0");
        assertThat(page.locator("#live")).hasText("Live");
        assertThat(page.getByText("No answers: ")).containsText("Satisfaction (CSAT)");
        page.evaluate("() => { window.same = true; }");
        card.getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("NPS").setExact(true))
                .focus();

        log.send("moving", "{'id':'bad','kind':'survey','metric':'nps','score':0}");
        log.send("moving", "{'id':'first','kind':'survey','metric':'csat','score':5}");
        log.flush();

        assertThat(card).containsText("93.5");
        assertThat(page.locator("[data-series='csat/1-5']")).containsText("Not enough answers yet (1 of 30)");
        assertThat(page.locator("#said")).containsText(Pattern.compile("NPS: 93\\.5, 31 answers|Satisfaction"));
        assertThat(page.evaluate("() => window.same && document.activeElement.textContent"))
                .isEqualTo("NPS");

        page.navigate(scoring.origin() + "/?metric=nps");
        assertThat(page.locator("#live")).hasText("Live");
        log.send("moving", "{'id':'worse','kind':'survey','metric':'nps','score':0,'comment':'so late'}");
        log.flush();
        assertThat(page.locator("#now")).containsText("87.5");
        page.getByText("New answers came in: show them").click();
        assertThat(page.locator("#answers")).containsText("so late");
    }

    @Test
    void saysThatItIsNotLiveWhileItIsNotAndComesBack() {
        Page page = signIn("shop", "/");
        assertThat(page.locator("#live")).hasText("Live");

        context.setOffline(true);
        assertThat(page.locator("#live")).hasText("Not live: offline");
        context.setOffline(false);
        assertThat(page.locator("#live")).hasText("Live");
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void leadsByKeyboardAloneFromTheGlanceToTheWordsAndBack() {
        Page page = signIn("shop", "/?window=90d");
        Locator opened = page.locator("[data-series='nps/0-10'] h2 a");
        tabTo(page, opened);
        page.keyboard().press("Enter");
        page.waitForURL("**/?metric=nps&window=90d");
        assertThat(page.locator("#trend canvas")).isVisible();
        assertThat(page.locator("#answers .answer")).hasCount(10);

        tabTo(page, page.locator("#band-0"));
        page.keyboard().press("Enter");

        assertThat(page.locator("#answers")).containsText("Answers: detractors (0 to 6)");
        assertThat(page.locator("#answers-title")).isFocused();
        assertThat(page).hasURL(Pattern.compile(".*[?]metric=nps&window=90d&minScore=0&maxScore=6"));
        page.goBack();
        assertThat(page.locator("#answers")).containsText("All answers");

        tabTo(page, page.locator("#text"));
        page.keyboard().type("parcel");
        page.keyboard().press("Enter");
        assertThat(page.locator("#answers")).containsText("with the words “parcel”");
        assertThat(page).hasURL(Pattern.compile(".*text=parcel"));
        assertThat(page.locator("#text")).isFocused();
        tabTo(page, page.locator("#answers .more a"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#answers .answer").nth(10)).isVisible();
        tabTo(page, page.locator("#sort-value"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#segments tbody th").first()).hasText("checkout");
        assertThat(page).hasURL(Pattern.compile(".*sort=value&text=parcel"));
        assertThat(page.locator("#sort-value")).isFocused();
        tabTo(page, page.locator("#segments tbody th a").first());
        page.keyboard().press("Enter");
        assertThat(page.getByText("Only Touchpoint: checkout")).isVisible();
        tabTo(page, page.locator("#trend-toggle"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#trend-table")).isVisible();
    }

    @Test
    void keepsNobodyOutAndFitsAPhoneInLightAndDark() {
        keepsNobodyOut(ColorScheme.LIGHT, 1280);
        keepsNobodyOut(ColorScheme.DARK, 360);
    }

    private void keepsNobodyOut(ColorScheme scheme, int width) {
        String name = "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        Page page = signIn("shop", "/");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, 900);
        look(page, "board" + name);
        for (String metric : List.of("nps", "button")) {
            page.navigate(scoring.origin() + "/?metric=" + metric);
            assertThat(page.locator("#answers .answer").first()).isVisible();
            assertThat(page.locator("#segments table")).isVisible();
            look(page, "board-" + metric + name);
        }
        page.navigate(scoring.origin() + "/?metric=happiness");
        look(page, "board-fault" + name);
        page.navigate(scoring.origin() + "/nothing");
        look(page, "board-nothing" + name);
        complaints.removeIf(
                complaint -> complaint.contains("400 (Bad Request)") || complaint.contains("404 (Not Found)"));
    }

    @Test
    void tellsInThePageOfAPartThatCouldNotBeHad() {
        Page page = signIn("shop", "/?metric=nps");
        assertThat(page.locator("#answers .answer")).hasCount(10);
        page.route("**/board/answers*", Route::abort);
        page.locator("#band-0").click();
        assertThat(page.locator(".failed")).containsText("The service can’t be reached");
        page.locator(".failed").getByText("Close").click();
        assertThat(page.locator(".failed")).isEmpty();
        page.unroute("**/board/answers*");

        page.locator("#band-0").click();
        assertThat(page.locator("#answers")).containsText("Answers: detractors (0 to 6)");

        page.route(
                "**/board/answers*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(502)
                        .setContentType("text/html")
                        .setBody("<h1>nginx</h1>")));
        page.locator("#band-0").click();
        assertThat(page.locator(".failed")).containsText("That did not work");
        assertThat(page.locator("#answers")).containsText("Answers: detractors (0 to 6)");
        complaints.removeIf(complaint -> complaint.contains("502")
                || complaint.contains("ERR_FAILED")
                || complaint.contains("htmx:")
                || complaint.contains("/board/answers"));
        look(page, "board-failed");
    }

    @Test
    void leadsToTheWordsWithoutAScript() {
        context.close();
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setJavaScriptEnabled(false));
        context.setDefaultTimeout(15_000);
        Page page = signIn("shop", "/?metric=nps&window=90d");
        page.locator("#band-0").click();
        page.getByText("Show the answers").click();
        assertThat(page.locator("#answers")).containsText("Answers: detractors (0 to 6)");
        assertThat(page.locator("#answers .answer")).hasCount(10);
        page.locator("#answers-more").click();
        assertThat(page.locator("#answers")).containsText("From the newest on");
        assertThat(page.locator("#now")).isVisible();
        page.locator("#text").fill("parcel");
        page.locator("#search button").click();
        assertThat(page.locator("#answers")).containsText("with the words “parcel”");
        page.getByText("Show the segments").click();
        page.locator("#sort-value").click();
        assertThat(page.locator("#segments tbody th").first()).hasText("checkout");
    }

    @Test
    void printsTheTableInsteadOfTheChart() {
        Page page = signIn("shop", "/?metric=nps");
        assertThat(page.locator("#trend canvas")).isVisible();
        assertThat(page.locator("#trend-table")).isHidden();

        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(page.locator("#trend canvas")).isHidden();
        assertThat(page.locator("#trend-table")).isVisible();
        assertThat(page.locator(".top nav")).isHidden();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SEEN.resolve("board-print.png"))
                .setFullPage(true));
    }

    @Test
    void runsNothingThatCustomersWrote() {
        Page page = signIn("evil", "/?metric=review&dimension=product");

        assertThat(page.locator("#answers .comment")).hasText(EVIL);
        assertThat(page.locator("#answers h3")).hasText(EVIL);
        assertThat(page.locator("#answers .facts")).containsText("Product: " + EVIL);
        page.locator("#segments tbody a").click();
        assertThat(page.getByText("Only Product: " + EVIL)).isVisible();
        assertThat(page.locator("#answers .comment")).hasText(EVIL);
        page.locator("#by-touchpoint").click();
        assertThat(page.locator("#segments tbody")).containsText(EVIL);

        assertThat(page.title()).isEqualTo("Reviews · Earshot");
        assertThat(page.locator("#content img").count()).isZero();
    }

    /** Looks at the whole page, and lets axe look. */
    private static void look(Page page, String name) {
        page.evaluate(axe);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SEEN.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
                .describedAs(name)
                .isEqualTo(0);
        assertThat(page.evaluate(AXE)).describedAs(name).isEqualTo(List.of());
    }

    private static void tabTo(Page page, Locator wanted) {
        for (int presses = 0; presses < 150; presses++) {
            page.keyboard().press("Tab");
            if ((boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not lead to " + wanted);
    }

    private Page signIn(String store, String path) {
        Page page = context.newPage();
        page.onPageError(error -> complaints.add(error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.navigate(scoring.origin() + path);
        if (page.url().contains("/sign-in")) {
            page.getByLabel("Access key").fill("sk_read-" + store);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
        }
        page.waitForURL(scoring.origin() + path);
        return page;
    }
}
