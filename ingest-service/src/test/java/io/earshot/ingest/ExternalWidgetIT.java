package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.earshot.access.KeyRing;
import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.Survey;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The widget on a shop's page, and the survey page, in a real browser: {@code mvn verify -Pbrowser}. What was seen is kept in {@code target/seen}.
 */
class ExternalWidgetIT {

    private static final Path SEEN = Path.of("target", "seen");
    private static final String EVIL =
            "</textarea><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

    /** As docs/integrate.md says it: so that nothing moves when the survey comes. */
    private static final String ROOM = "<style>earshot-survey { display: block; min-height: 14rem }</style>";

    private static final String SHIFTS = """
            () => new Promise(tell => new PerformanceObserver(list =>
                tell(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({type: 'layout-shift', buffered: true})
                || setTimeout(() => tell(0), 500))""";

    /** How many items wait to be sent. */
    private static final String WAITING =
            "() => Object.keys(localStorage).filter(name => name.startsWith('earshot:waiting:')).length";

    /** A key of the store that lists another shop's pages. */
    private static final String KEY_FROM_ELSEWHERE = "pk_elsewhere";

    private static final String AXE = """
            async () => (await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))
                .violations.map(found => found.id + ': ' + found.nodes.map(node => node.html).join(' '))""";

    private static Playwright playwright;
    private static Browser browser;
    private static RunningIngest ingest;
    private static ShopPages shop;
    private static String axe;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private String touchpoint;

    @BeforeAll
    static void start() throws IOException {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.find())
                        // its sandbox can't be made by root nor in most containers; the pages are our own
                        .setArgs(List.of("--no-sandbox")));
        try (var in = Objects.requireNonNull(ExternalWidgetIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), UTF_8);
        }
        shop = new ShopPages();
        ingest = new RunningIngest(TestServers.kafka());
        Files.writeString(ingest.keys(), """
                {"keys": [
                  {"name": "web", "hash": "%1$s", "store": "%2$s", "scopes": ["submit"], "origins": ["%3$s", "%4$s"]},
                  {"name": "elsewhere", "hash": "%5$s", "store": "%2$s", "scopes": ["submit"], "origins": ["https://elsewhere.example"]}]}
                """.formatted(
                        KeyRing.hash(RunningIngest.SUBMIT_KEY),
                        ingest.store(),
                        shop.origin(),
                        ingest.uri(""),
                        KeyRing.hash(KEY_FROM_ELSEWHERE)));
        // until the service has read them, it knows the ingest key
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ingest.post("/v1/feedback", "{}").statusCode() == 401);
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        ingest.close();
        shop.close();
        playwright.close();
    }

    @BeforeEach
    void newCustomer() {
        touchpoint = "t-" + UUID.randomUUID();
        context = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
        context.setDefaultTimeout(15_000);
    }

    @AfterEach
    void leave() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void sendsTheScoreAtTheFirstClickAndTheCommentAsARevision() {
        Page page = open("/", survey("metric='nps' order='o-551' customer='c-17'"));

        point(page, "3").click();
        page.getByText("Your answer is saved.").waitFor();
        seen(page, "survey-comment");
        page.getByLabel("Would you like to tell us why?").fill("The parcel came late");
        button(page, "Send").click();
        page.getByText("Thank you!").waitFor();

        List<Feedback> items = awaitItems(2);
        Survey first = (Survey) items.get(0);
        Survey second = (Survey) items.get(1);
        assertThat(first.score()).isEqualTo(3);
        assertThat(first.revision()).isZero();
        assertThat(first.comment()).isNull();
        assertThat(first.scale().slug()).isEqualTo("0-10");
        assertThat(first.question()).isEqualTo("How likely are you to recommend us to a friend or colleague?");
        assertThat(first.context().page()).isEqualTo(shop.origin() + "/");
        assertThat(first.context().channel()).isEqualTo("web");
        assertThat(first.context().order()).isEqualTo("o-551");
        assertThat(first.customer().id()).isEqualTo("c-17");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.revision()).isEqualTo(1);
        assertThat(second.score()).isEqualTo(3);
        assertThat(second.comment()).isEqualTo("The parcel came late");
        assertThat(page.evaluate(WAITING)).isEqualTo(0);
        assertThat(context.cookies()).isEmpty();
    }

    @Test
    void isAnsweredByKeyboardAloneAndArrowKeysSendNothing() {
        Page page = open("/", survey("metric='ces'"));
        page.getByRole(AriaRole.RADIOGROUP).waitFor();

        page.keyboard().press("Tab"); // the close button
        page.keyboard().press("Tab");
        for (int i = 0; i < 3; i++) {
            page.keyboard().press("ArrowRight");
        }
        assertThat(page.getByRole(AriaRole.STATUS).first().textContent()).isEmpty();
        page.keyboard().press("Enter");
        page.getByText("Your answer is saved.").waitFor();
        page.keyboard().press("Tab");
        page.keyboard().type("Easy");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.getByText("Thank you!").waitFor();

        assertThat(page.evaluate("() => document.activeElement.shadowRoot.activeElement.textContent"))
                .isEqualTo("Thank you!");
        List<Feedback> items = awaitItems(2);
        assertThat(((Survey) items.get(0)).score()).isEqualTo(4);
        assertThat(items.get(1).comment()).isEqualTo("Easy");
    }

    @Test
    void opensAButtonThatTakesAMessageAndGivesTheFocusBack() {
        Page page = open("/", "");
        Locator opener = button(page, "Feedback");
        seen(page, "button");

        opener.focus();
        page.keyboard().press("Enter");
        button(page, "Send").click();
        assertThat(page.getByRole(AriaRole.DIALOG).isVisible())
                .as("nothing was filled in")
                .isTrue();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Something is broken"))
                .click();
        page.getByLabel("Your message").fill("The checkout button does nothing");
        point(page, "2").click();
        seen(page, "button-dialog");
        button(page, "Send").click();
        page.getByText("Thank you!").waitFor();
        seen(page, "button-thanks");
        page.keyboard().press("Escape");

        assertThat(page.evaluate("() => document.activeElement.shadowRoot.activeElement.textContent"))
                .isEqualTo("Feedback");
        Button item = (Button) awaitItems(1).get(0);
        assertThat(item.category()).isEqualTo(Category.BUG);
        assertThat(item.comment()).isEqualTo("The checkout button does nothing");
        assertThat(item.rating()).isEqualTo(2);
    }

    @Test
    void keepsTheButtonAboveWhatTheShopHasInThatCorner() {
        Page page = open(
                "/corner",
                "<style>aside { position: fixed; inset: auto 0 0 auto; z-index: 999; width: 90vw }</style><aside>"
                        + survey("metric='ces'") + "</aside>");
        page.getByRole(AriaRole.RADIOGROUP).waitFor();

        button(page, "Feedback").click();

        page.getByRole(AriaRole.DIALOG).waitFor();
    }

    @Test
    void keepsAnAnswerThatIsGivenOfflineAndSendsItUnderOneId() {
        Page page = open("/", survey("metric='csat'"));
        point(page, "5").waitFor();
        context.setOffline(true);

        point(page, "2").click();
        page.getByText("Not sent yet.").waitFor();
        page.getByLabel("Would you like to tell us why?").fill("Written in a tunnel");
        button(page, "Send").click();
        page.getByText("Thank you!").waitFor();
        context.setOffline(false);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(items())
                        .isNotEmpty()
                        .allSatisfy(item ->
                                assertThat(item.id()).isEqualTo(items().get(0).id()))
                        .anySatisfy(item -> assertThat(item.comment()).isEqualTo("Written in a tunnel")));
        page.waitForFunction("() => (" + WAITING + ")() === 0");
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void sendsWhatWaitsWhenTheCustomerComesBack() {
        Page page = open("/", survey("metric='nps'"));
        point(page, "9").waitFor();
        context.setOffline(true);
        point(page, "9").click();
        page.getByText("Not sent yet.").waitFor();
        page.close();
        context.setOffline(false);
        assertThat(items()).isEmpty();

        open("/", "");

        assertThat(awaitItems(1)).extracting(Feedback::revision).containsOnly(0);
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void sendsTheLastWordWhenThePageIsLeft() {
        Page page = open("/", survey("metric='nps'"));
        point(page, "6").click();
        page.getByText("Your answer is saved.").waitFor();
        page.getByLabel("Would you like to tell us why?").fill("Never pressed");

        page.navigate(shop.origin() + "/elsewhere");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(items()).anySatisfy(item -> {
                    assertThat(item.revision()).isEqualTo(1);
                    assertThat(item.comment()).isEqualTo("Never pressed");
                }));
    }

    /** Where a beacon has no origin, and the key asks for one. */
    @ParameterizedTest
    @ValueSource(strings = {"no-referrer", "same-origin"})
    void sendsTheLastWordOfAPageThatKeepsItsAddressToItself(String policy) {
        shop.put("/private", html("en", survey("metric='nps'")), Map.of("Referrer-Policy", policy));
        Page page = visit("/private");
        point(page, "6").click();
        page.getByText("Your answer is saved.").waitFor();
        page.getByLabel("Would you like to tell us why?").fill("Never pressed");

        page.navigate("about:blank");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(items())
                        .anySatisfy(item -> assertThat(item.comment()).isEqualTo("Never pressed")));
        complaints.removeIf(complaint -> complaint.contains("403"));
    }

    @Test
    void tellsPolitelyWhatTheServiceRefuses() {
        Page page = visit(
                "/refused", html("en", survey("metric='nps'")).replace(RunningIngest.SUBMIT_KEY, KEY_FROM_ELSEWHERE));

        point(page, "6").click();
        page.getByText("Sorry, this could not be saved.").waitFor();
        button(page, "Feedback").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Complaint"))
                .click();
        page.getByLabel("Your message").fill("Nobody hears me");
        page.getByRole(AriaRole.DIALOG)
                .getByText("Send", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.getByRole(AriaRole.DIALOG)
                .getByText("Sorry, this could not be saved.")
                .waitFor();
        seen(page, "button-refused");

        assertThat(page.evaluate(WAITING)).as("it is not tried again").isEqualTo(0);
        assertThat(complaints).anyMatch(complaint -> complaint.contains("one of those the access key lists"));
        complaints.clear();
    }

    @Test
    void keepsWhatARevokedKeyCouldNotSendForTheKeyThatReplacesIt() {
        Page page =
                visit("/revoked", html("en", survey("metric='nps'")).replace(RunningIngest.SUBMIT_KEY, "pk_revoked"));
        point(page, "3").click();
        page.getByText("Not sent yet. We will try again later.").waitFor();
        page.waitForFunction("() => (" + WAITING + ")() === 1");
        seen(page, "survey-revoked");
        page.close();
        assertThat(complaints)
                .as("what the shop's developer sees")
                .anyMatch(complaint -> complaint.contains("access key"));
        assertThat(items()).isEmpty();

        Page mended = open("/", "");

        assertThat(awaitItems(1)).extracting(item -> ((Survey) item).score()).containsOnly(3);
        mended.waitForFunction("() => (" + WAITING + ")() === 0");
        complaints.removeIf(complaint -> complaint.contains("401") || complaint.contains("access key"));
    }

    @Test
    void worksUnderAPolicyThatAllowsNoInlineStyleAndNoMarkup() {
        shop.put(
                "/strict",
                html("en", survey("metric='nps'")),
                Map.of(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src %1$s/widget.js; connect-src %1$s; require-trusted-types-for 'script'"
                                .formatted(ingest.uri(""))));
        Page page = visit("/strict");

        point(page, "10").click();
        page.getByText("Your answer is saved.").waitFor();

        assertThat(
                        page.evaluate(
                                "() => getComputedStyle(document.querySelector('earshot-button').shadowRoot.querySelector('.opener')).position"))
                .isEqualTo("fixed");
        awaitItems(1);
        button(page, "Feedback").click();
        page.getByRole(AriaRole.DIALOG).waitFor();
    }

    @Test
    void doesNotAskTheSamePersonAgainWithinTheTime() {
        Page page = open("/", survey("metric='nps'"));
        point(page, "9").click();
        page.getByText("Your answer is saved.").waitFor();

        page.reload();
        button(page, "Feedback").waitFor();
        assertThat(page.getByRole(AriaRole.RADIOGROUP).count()).isZero();

        open("/", survey("metric='nps' again='0s'"));
        page.reload();
        page.getByRole(AriaRole.RADIOGROUP).waitFor();
        button(page, "Close").click();
        page.reload();
        page.getByRole(AriaRole.RADIOGROUP).waitFor();
    }

    @Test
    void asksDaysAfterTheOrderOrWhenThePageSaysSo() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Page page = open(
                "/",
                survey("metric='nps' data-after='7d' data-order-date='" + today.minusDays(8) + "'")
                        + survey("metric='csat' data-after='7d' data-order-date='" + today.minusDays(5) + "'")
                        + survey("metric='csat' scale='1-10' data-after='7d' data-order-date='soon'")
                        + survey("metric='ces' data-on='chat-ended'"));
        page.getByText("How likely are you").waitFor();
        assertThat(page.getByRole(AriaRole.RADIOGROUP).count()).isEqualTo(1);

        page.evaluate("() => document.dispatchEvent(new Event('chat-ended'))");
        page.getByText("It was easy").waitFor();
        page.evaluate("() => document.querySelectorAll('earshot-survey')[1].ask()");
        page.getByRole(AriaRole.RADIOGROUP, new Page.GetByRoleOptions().setName("How satisfied are you with us?"))
                .waitFor();
        complaints.removeIf(complaint -> complaint.contains("data-order-date"));
    }

    @Test
    void speaksPersianFromTheRight() {
        Page page = visit("/fa", html("fa", survey("metric='nps'")));

        assertThat(point(page, "۹").evaluate("element => getComputedStyle(element).direction"))
                .isEqualTo("rtl");
        double nine = point(page, "۹").boundingBox().x;
        assertThat(point(page, "۲").boundingBox().x).isGreaterThan(nine);
        point(page, "۹").click();
        page.getByText("پاسخ شما ذخیره شد.").waitFor();
        seen(page, "survey-fa");
        button(page, "بازخورد").click();
        seen(page, "button-dialog-fa");

        Survey item = (Survey) awaitItems(1).get(0);
        assertThat(item.score()).isEqualTo(9);
        assertThat(item.context().locale()).isEqualTo("fa");
    }

    @Test
    void saysTheShopsOwnWordsAsText() {
        String evil = EVIL.replace("\"", "&quot;").replace("<", "&lt;");
        Page page = open(
                "/",
                "<earshot-survey metric='csat' touchpoint=\"%1$s\" text-question=\"%1$s\" text-low=\"%1$s\" text-send='Go'></earshot-survey>"
                        .formatted(evil));
        point(page, "5").click();
        page.getByText("Your answer is saved.").waitFor();
        page.getByLabel("Would you like to tell us why?").fill(EVIL);
        button(page, "Go").click();
        page.getByText("Thank you!").waitFor();

        assertThat(page.title()).isEqualTo("Shop");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(EventLog.items(TestServers.kafka(), ingest.store()))
                        .extracting(Submitted::feedback)
                        .anySatisfy(item -> {
                            assertThat(item.comment()).isEqualTo(EVIL);
                            assertThat(item.context().touchpoint()).isEqualTo(EVIL);
                            assertThat(((Survey) item).question()).isEqualTo(EVIL);
                        }));
    }

    @ParameterizedTest
    @CsvSource({"nps, LIGHT", "nps, DARK", "csat, LIGHT", "ces, DARK"})
    void fitsAPhoneMovesNothingAndShutsNobodyOut(String metric, ColorScheme scheme) {
        context.close();
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(360, 720)
                .setColorScheme(scheme)
                .setHasTouch(true));
        Page page = visit("/phone", html("en", ROOM + survey("metric='" + metric + "'")));
        page.getByRole(AriaRole.RADIOGROUP).waitFor();

        String name = metric + '-' + scheme.name().toLowerCase(java.util.Locale.ROOT);
        assertAccessible(page);
        seen(page, "phone-" + name);
        assertThat(page.evaluate(SHIFTS)).isEqualTo(0);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(360);
        assertInOneRow(page.getByRole(AriaRole.RADIO));
        for (Locator point : page.getByRole(AriaRole.RADIO).all()) {
            assertThat(point.boundingBox().width).isGreaterThanOrEqualTo(24);
            assertThat(point.boundingBox().height).isGreaterThanOrEqualTo(44);
        }
        point(page, "5").tap();
        page.getByText("Your answer is saved.").waitFor();
        assertAccessible(page);
        seen(page, "phone-saved-" + name);
        button(page, "Feedback").tap();
        page.getByRole(AriaRole.DIALOG).waitFor();
        assertAccessible(page);
        seen(page, "phone-dialog-" + name);
        page.keyboard().press("Escape");
        page.setViewportSize(320, 640);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                .as("at 320 px, what a zoom of 400 % leaves")
                .isEqualTo(320);
    }

    @Test
    void staysStillWhereItIsNotWelcome() {
        Page page = context.newPage();
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        shop.put(
                "/keyless",
                "<!doctype html><title>Shop</title><script src='%s'></script><earshot-survey metric='nps'></earshot-survey>"
                        .formatted(ingest.uri("/widget.js")));
        page.navigate(shop.origin() + "/keyless");
        assertThat(page.locator("earshot-button").count()).isZero();

        page.addInitScript(
                "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})");
        shop.put("/", html("en", survey("metric='npx'") + survey("metric='nps'")));
        page.navigate(shop.origin() + "/");
        point(page, "7").click();
        page.getByText("Your answer is saved.").waitFor();

        assertThat(errors).isEmpty();
        awaitItems(1);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, en, 1280", "DARK, en, 360", "LIGHT, fa, 360", "DARK, ja, 1280"})
    void asksOnAPageOfItsOwnWithoutJavaScript(ColorScheme scheme, String locale, int width) {
        context.close();
        context = browser.newContext(new Browser.NewContextOptions()
                .setJavaScriptEnabled(false)
                .setViewportSize(width, 720)
                .setColorScheme(scheme));
        Page page = listen(context.newPage());
        String name = locale + '-' + scheme.name().toLowerCase(java.util.Locale.ROOT);
        page.navigate(surveyPage(locale) + "&score=9");
        seen(page, "page-" + name);

        assertInOneRow(page.locator("input[type='radio']"));
        Locator nine = page.locator("input[value='9']");
        assertThat(nine.isChecked()).isTrue();
        assertThat(items()).as("nothing is posted by opening the link").isEmpty();
        page.locator("input[value='2']").check();
        page.locator("textarea").fill(EVIL);
        page.locator("button").click();
        page.locator("h1.thanks").waitFor();
        seen(page, "page-thanks-" + name);
        page.reload();
        page.locator("a").click();
        page.locator("input[value='8']").check();
        page.locator("button").click();
        page.locator("h1.thanks").waitFor();

        List<Feedback> items = awaitItems(2);
        assertThat(items).hasSize(2).extracting(Feedback::id).containsOnly("link-" + touchpoint.substring(0, 20));
        assertThat(((Survey) items.get(0)).score()).isEqualTo(2);
        assertThat(items.get(0).comment()).isEqualTo(EVIL);
        assertThat(((Survey) items.get(1)).score()).isEqualTo(8);
        assertThat(items.get(1).revision()).isGreaterThan(items.get(0).revision());
    }

    @Test
    void shutsNobodyOutOfTheSurveyPage() {
        Page page = listen(context.newPage());
        for (String address : List.of(
                surveyPage("en"),
                surveyPage("fa"),
                surveyPage("en") + "&sent=1",
                ingest.uri("/survey?key=pk_none&metric=nps").toString())) {
            page.navigate(address);
            assertAccessible(page);
        }
        complaints.removeIf(complaint -> complaint.contains("401"));
    }

    private String surveyPage(String locale) {
        return ingest.uri("/survey?key=" + RunningIngest.SUBMIT_KEY + "&metric=nps&locale=" + locale + "&touchpoint="
                        + touchpoint + "&id=link-" + touchpoint.substring(0, 20))
                .toString();
    }

    private String survey(String attributes) {
        return "<earshot-survey touchpoint='" + touchpoint + "' " + attributes + "></earshot-survey>";
    }

    /** A page as a shop has one. */
    private String html(String language, String content) {
        return """
                <!doctype html>
                <html lang="%s"%s><head><meta charset="utf-8"><title>Shop</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
                <script src="%s" data-key="%s" data-touchpoint="%s" defer></script></head>
                <body><main><h1>Thank you for your order</h1><p>It is on its way.</p>%s<p>See you soon.</p></main></body></html>
                """.formatted(
                        language,
                        language.equals("fa") ? " dir=\"rtl\"" : "",
                        ingest.uri("/widget.js"),
                        RunningIngest.SUBMIT_KEY,
                        touchpoint,
                        content);
    }

    private Page open(String path, String content) {
        return visit(path, html("en", content));
    }

    private Page visit(String path, String html) {
        shop.put(path, html);
        return visit(path);
    }

    private Page visit(String path) {
        Page page = listen(context.newPage());
        page.navigate(shop.origin() + path);
        return page;
    }

    /** Whatever a page complains of fails its test: errors, and what a policy refused. */
    private Page listen(Page page) {
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    private static Locator point(Page page, String name) {
        return page.getByRole(
                        AriaRole.RADIO,
                        new Page.GetByRoleOptions().setName(java.util.regex.Pattern.compile("^" + name + "(,.*)?$")))
                .last();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void assertInOneRow(Locator points) {
        assertThat(points.all())
                .extracting(point -> point.boundingBox().y)
                .hasSizeGreaterThan(4)
                .containsOnly(points.first().boundingBox().y);
    }

    private static void assertAccessible(Page page) {
        page.evaluate(axe);
        assertThat(page.evaluate(AXE))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    private static void seen(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SEEN.resolve(name + ".png")));
    }

    private List<Feedback> awaitItems(int atLeast) {
        await().atMost(Duration.ofSeconds(20)).until(() -> items().size() >= atLeast);
        return items();
    }

    /** What this customer said, as it stands on the topic. */
    private List<Feedback> items() {
        return EventLog.items(TestServers.kafka(), ingest.store()).stream()
                .map(Submitted::feedback)
                .filter(item -> touchpoint.equals(item.context().touchpoint()))
                .toList();
    }
}
