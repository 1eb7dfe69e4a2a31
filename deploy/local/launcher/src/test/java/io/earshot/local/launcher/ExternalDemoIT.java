package io.earshot.local.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.earshot.local.servers.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The demo as its reader sees it, in a real browser: {@code mvn verify -Pbrowser}. What was seen is kept in {@code target/seen}; how long pages
 * took is in the log, with {@code -Dearshot.demo.answers=200000} over a year of that many answers.
 */
class ExternalDemoIT {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalDemoIT.class);
    private static final Path SEEN = Path.of("target", "seen");
    private static final int ANSWERS = Integer.getInteger("earshot.demo.answers", 1_000);

    /** What asks for faults, or for alerts, of which there need be none. */
    private static final Pattern MAY_BE_SILENT = Pattern.compile("status=~\"5|^ALERTS");

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    /** Milliseconds from the request of a page to when its scripts have run, as the browser itself says. */
    private static final String INTERACTIVE =
            "() => Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)";

    private static final String AXE = """
            async () => (await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))
                .violations.map(found => found.id + ': ' + found.nodes.map(node => node.html).join(' '))""";

    @TempDir
    private static Path folder;

    private static RunningEarshot earshot;
    private static Playwright playwright;
    private static BrowserContext context;

    @BeforeAll
    static void start() throws Exception {
        earshot = RunningEarshot.start(folder, "--demo");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        context = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Chromium.find())
                        // its sandbox can't be made by root nor in most containers; the pages are our own
                        .setArgs(List.of("--no-sandbox")))
                .newContext();
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (earshot != null) {
            earshot.close();
        }
    }

    @Test
    void movesTheBoardAndOpensACaseWhenACustomerOfTheDemoShopGivesATwo() throws Exception {
        await().atMost(PATIENCE).until(() -> earshot.screen().contains("Now open"));
        addAYearOfAnswers();
        Page board = context.newPage();
        board.navigate(earshot.said("score board"));
        board.getByLabel("Access key").fill(earshot.said("sign in with"));
        board.getByRole(AriaRole.BUTTON).first().click();
        Locator live = board.locator("#live");
        assertThat(live).hasText("Live");
        Page inbox = context.newPage();
        inbox.navigate(earshot.said("inbox"));
        inbox.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
        board.evaluate("() => { window.same = true; }");
        int before = answers(board);

        Page shop = context.newPage();
        shop.navigate(earshot.said("demo shop"));
        Locator survey = shop.locator("earshot-survey");
        shutsNobodyOut(shop, ColorScheme.LIGHT);
        survey.getByRole(
                        AriaRole.RADIO,
                        new Locator.GetByRoleOptions().setName("2").setExact(true))
                .click();
        survey.getByLabel("Would you like to tell us why?").fill("The zip broke on the first day");
        survey.getByText("Send", new Locator.GetByTextOptions().setExact(true)).click();
        survey.getByText("Thank you").waitFor();
        shop.locator("earshot-button .opener").click();
        shutsNobodyOut(shop, ColorScheme.DARK);
        shop.keyboard().press("Escape");
        shutsNobodyOut(shop, ColorScheme.DARK);
        shop.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));

        // among so many others, all of them due earlier, it is announced at the top
        inbox.locator("#arrivals").getByText("Open").click();
        inbox.getByText("The zip broke on the first day").first().waitFor();
        assertThat(board.locator("[data-series='nps/0-10']"))
                .containsText(String.format("%,d answers", before + 1), SOON);
        assertThat(board.evaluate("() => window.same")).as("no reload").isEqualTo(true);
        seen(shop, "demo-shop");
        seen(board, "demo-board");
        seen(inbox, "demo-case");
        tellHowLongPagesTake(board, inbox);
    }

    private static void shutsNobodyOut(Page page, ColorScheme scheme) throws IOException {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        try (var axe = Objects.requireNonNull(ExternalDemoIT.class.getResourceAsStream("/axe.min.js"))) {
            page.evaluate(new String(axe.readAllBytes(), UTF_8));
        }
        assertThat((List<?>) page.evaluate(AXE)).isEmpty();
    }

    @Test
    void hasAnAnswerToEveryQueryOfTheDashboardsAndRules() throws Exception {
        List<Path> rules = Stream.of("recording-rules.yml", "alerting-rules.yml")
                .map(RepositoryRoot.find().resolve("deploy/prometheus")::resolve)
                .toList();
        await().atMost(PATIENCE).until(() -> earshot.screen().contains("Now open"));
        try (Prometheus prometheus = Prometheus.start(folder, earshot, rules)) {
            // what a Kafka client measures by partition is taken up once a minute
            await().atMost(Duration.ofSeconds(150)).untilAsserted(() -> {
                for (String query : Dashboards.queries()) {
                    JsonNode answer = prometheus.query(query);
                    assertThat(answer.path("status").asString())
                            .as("%s: %s", query, answer)
                            .isEqualTo("success");
                    if (!MAY_BE_SILENT.matcher(query).find()) {
                        assertThat(answer.path("data").path("result").size())
                                .as(query)
                                .isPositive();
                    }
                }
                assertThat(prometheus.rules()).hasSizeGreaterThan(30).allSatisfy(rule -> {
                    assertThat(rule.path("health").asString()).as("%s", rule).isEqualTo("ok");
                });
            });
            assertThat(prometheus.firing()).as("alerts of a demo that is well").isEmpty();
            assertThat(prometheus
                            .query("max(earshot_pipeline_age_seconds)")
                            .path("data")
                            .path("result")
                            .get(0)
                            .path("value")
                            .get(1)
                            .asDouble())
                    .isBetween(0.0, 30.0);
        }
    }

    @Test
    void givesThePrometheusToolsNothingToComplainOf() throws Exception {
        Path folderOfRules = RepositoryRoot.find().resolve("deploy/prometheus");
        await().atMost(PATIENCE).until(() -> earshot.screen().contains("Now open"));
        for (Service service : Service.values()) {
            Path page = Files.writeString(folder.resolve(service.partName() + ".prom"), earshot.metrics(service));
            runs(folderOfRules, page.toFile(), Prometheus.program("promtool"), "check", "metrics");
        }
        File none = Files.createFile(folder.resolve("none")).toFile();
        runs(folderOfRules, none, Prometheus.program("promtool"), "check", "config", "prometheus.yml");
        runs(folderOfRules, none, Prometheus.program("promtool"), "test", "rules", "alerting-rules.test.yml");
        runs(folderOfRules, none, Prometheus.program("amtool"), "check-config", "alertmanager.yml");
    }

    private static void runs(Path where, File input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectInput(input)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    }

    private static int answers(Page board) {
        String text = board.locator("[data-series='nps/0-10'] a", new Page.LocatorOptions().setHasText("answers"))
                .first()
                .textContent();
        return Integer.parseInt(text.replaceAll("[^0-9]", ""));
    }

    private static void addAYearOfAnswers() throws IOException, InterruptedException {
        long before = earshot.score("metric=nps&window=365d").path("n").asLong();
        Instant now = Instant.now();
        long step = Duration.ofDays(364).toMillis() / ANSWERS;
        StringBuilder csv = new StringBuilder("row,score,where,when,words\n");
        for (int i = 0; i < ANSWERS; i++) {
            csv.append(i).append(',').append(i % 9 == 0 ? i / 9 % 7 : 7 + i % 4);
            csv.append(i % 3 == 0 ? ",delivery," : ",checkout,");
            csv.append(now.minusMillis(i * step)).append(i % 4 == 0 ? ",It came late\n" : ",\n");
        }
        Path file = Files.writeString(folder.resolve("year.csv"), csv);
        earshot.importCsv(
                file, "kind==survey&metric==nps&id=row&score=score&touchpoint=where&occurredAt=when&comment=words");
        await().atMost(PATIENCE)
                .until(() -> earshot.score("metric=nps&window=365d").path("n").asLong() == before + ANSWERS);
    }

    private static void tellHowLongPagesTake(Page board, Page inbox) {
        for (String query : List.of("", "?window=365d", "?metric=nps&window=365d")) {
            board.navigate(earshot.said("score board") + query);
            LOG.info(
                    "Score board {} interactive after {} ms, with {} answers of a year",
                    query,
                    board.evaluate(INTERACTIVE),
                    ANSWERS);
        }
        inbox.navigate(earshot.said("inbox"));
        LOG.info("Inbox interactive after {} ms, with {} answers of a year", inbox.evaluate(INTERACTIVE), ANSWERS);
    }

    private static void seen(Page page, String name) {
        // a page behind another one is not drawn
        page.bringToFront();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SEEN.resolve(name + ".png"))
                .setFullPage(true));
    }
}
