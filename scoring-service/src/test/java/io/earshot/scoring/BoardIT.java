package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import io.earshot.local.servers.FreePorts;
import io.earshot.testservers.CassandraAddress;
import io.earshot.testservers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score board as a browser without a script gets it: pages, their parts and files. */
class BoardIT {

    private static final String SECRET = "a secret for tests alone, 32 characters and more";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    private static final String[] STORES = {
        "board", "board-few", "board-evil", "board-none", "board-button", "board-csv", "board-rare"
    };

    @TempDir
    private static Path folder;

    @TempDir
    private static Path otherFolder;

    private static FeedbackLog log;
    private static ScoringService scoring;

    @BeforeAll
    static void start() {
        log = new FeedbackLog(TestServers.kafka());
        scoring = ScoringService.start(
                folder,
                TestServers.kafka(),
                TestServers.cassandra(),
                "board_it",
                Map.of("EARSHOT_SESSION_SECRET", SECRET, "EARSHOT_SCORING_WORDS_RETENTION", "0s"),
                STORES);
        scoring.awaitReady();
        for (int i = 0; i < 40; i++) {
            post("board", nps("now-" + i, i % 4 == 0 ? 2 : 9, 1, i % 2 == 0 ? "delivery" : "checkout", "comment " + i));
            post("board", nps("old-" + i, i % 2 == 0 ? 2 : 9, 45, "delivery", "long ago"));
        }
        log.flush();
        awaitCount("board", "metric=nps&window=90d", 80);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(text(part("board", "/board/answers?metric=nps&window=90d&text=comment")))
                                .contains("comment 39"));
    }

    @AfterAll
    static void stop() {
        scoring.close();
        log.close();
    }

    @Test
    void showsEachScoreWithItsIntervalItsAnswersAndItsChangeInWords() {
        HttpResponse<String> page = page("board", "/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(text(page))
                .contains("NPS Net Promoter Score: % promoters minus % detractors 50.0")
                .contains(
                        "95% interval 2", "40 answers", "Up 50.0, more than chance explains", "Before: 0.0, 40 answers")
                .contains("Promoters 30 75.0%", "Detractors 10 25.0%")
                .contains("No answers: Satisfaction (CSAT) , Effort (CES) , Reviews , Feedback button");
        assertThat(page.body())
                .contains("data-series=\"nps/0-10\"", "data-state=\"[40, 50.0, 7.25, 40, 0.0]\"")
                .contains("href=\"/?metric=nps&amp;minScore=0&amp;maxScore=6#answers\"")
                .contains("data-streams=\"/v1/scores/stream?window=30d\"")
                .doesNotContain(" style=", "nps/1-10", "th:");
    }

    @Test
    void writesNumbersForTheReader() {
        HttpResponse<String> page = ScoringService.send(request("board", "/?window=7d")
                .header("Accept-Language", "de-DE,de;q=0.9")
                .build());

        assertThat(text(page)).contains("50,0").contains(" UTC");
    }

    @Test
    void opensAMetricWithItsTrendItsDistributionAndTheWayToItsWords() {
        HttpResponse<String> page = page("board", "/?metric=nps&window=90d&segment=touchpoint:delivery");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page))
                .contains("Only Touchpoint: delivery", "60 answers", "Trend by day", "Distribution")
                .contains("9 30 50.0%", "2 30 50.0%");
        assertThat(page.body())
                .contains("hx-get=\"/board/answers?metric=nps&amp;window=90d&amp;segment=touchpoint%3Adelivery")
                .contains("hx-get=\"/board/segments?metric=nps")
                .contains("<title>NPS · Earshot</title>");
        assertThat(text(page("board", "/board/now?metric=nps")))
                .contains("50.0")
                .doesNotContain("Trend");
        assertThat(text(page("board", "/board/cards?window=7d"))).contains("40 answers");
        assertThat(text(page("board", "/board/trend?metric=nps&window=24h"))).contains("From (UTC)");
    }

    @Test
    void showsTheWordsBehindANumberPageByPage() {
        String first =
                part("board", "/board/answers?metric=nps&minScore=0&maxScore=6").body();
        String more = part("board", "/board/answers?metric=nps&minScore=9&maxScore=9")
                .body()
                .replaceAll("(?s).*hx-get=\"(/board/answers[^\"]*cursor=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");

        assertThat(first.split("class=\"answer\"", -1)).hasSize(11);
        assertThat(plain(first))
                .contains("Answers: detractors (0 to 6)", "2 of 10", "comment 0", "Touchpoint: delivery");
        assertThat(text(part("board", "/board/answers?metric=nps&window=90d&minScore=0&maxScore=6&text=ago")))
                .contains("with the words “ago”", "long ago");
        assertThat(more).doesNotContain("<").startsWith("/board/answers?metric=nps");
        assertThat(part("board", more).body())
                .contains("<li class=\"answer\"")
                .contains("cursor=")
                .doesNotContain("<section", "comment 39");
        assertThat(text(part("board", "/board/answers?metric=nps&minScore=4&maxScore=4")))
                .contains("There are no such answers.");
    }

    @Test
    void opensAPartAsAPageOfItsOwnWithoutAScript() {
        HttpResponse<String> answers = page("board", "/board/answers?metric=nps&minScore=9&maxScore=9");
        HttpResponse<String> segments = page("board", "/board/segments?metric=nps&dimension=touchpoint");
        String more = answers.body()
                .replaceAll("(?s).*href=\"(/board/answers[^\"#]*cursor=[^\"#]*)#answers\".*", "$1")
                .replace("&amp;", "&");
        HttpResponse<String> rest = page("board", more);

        assertThat(answers.statusCode()).isEqualTo(200);
        assertThat(answers.headers().allValues("Vary")).contains("HX-Request");
        assertThat(answers.body())
                .contains("<title>NPS · Earshot</title>", "id=\"now\"", "action=\"/board/answers#answers\"")
                .contains("href=\"/board/segments?metric=nps&amp;dimension=touchpoint")
                .contains("#segments\">Show the segments</a>");
        assertThat(text(answers)).contains("Answers: score 9", "comment 39").doesNotContain("From the newest on");
        assertThat(text(segments)).contains("Trend by day", "delivery 20", "Show the answers");
        assertThat(text(rest)).contains("Trend by day", "From the newest on").doesNotContain("comment 39");
        assertThat(page("board", "/board/answers?metric=nps&minScore=11").statusCode())
                .isEqualTo(400);
    }

    @Test
    void saysHowFarBackItSearchedAndGoesOnFromThere() {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        // one page of a search looks at 625 days
        for (int day = 1; day <= 630; day++) {
            post("board-rare", nps("rare-" + day, 9, day, "delivery", day == 629 ? "needle" : "hay"));
        }
        log.flush();
        String range = "metric=nps&from=" + today.minus(631, ChronoUnit.DAYS) + "&to=" + today;
        awaitCount("board-rare", range, 630);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(part("board-rare", "/board/answers?" + range + "&text=hay")))
                        .contains("Answers: with the words “hay”", "More"));

        String search = "/board/answers?" + range + "&text=needle";
        String first = part("board-rare", search).body();
        String further = first.replaceAll("(?s).*hx-get=\"(/board/answers[^\"]*cursor=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");

        assertThat(plain(first)).contains("None found so far. Searched back to ", "Search further");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(part("board-rare", further)))
                        .contains("needle")
                        .doesNotContain("Search further", "Searched back"));
        assertThat(text(page("board-rare", further))).contains("needle", "From the newest on");
        assertThat(page("board-rare", "/board/answers.csv?" + range + "&text=needle")
                        .body())
                .contains("rare-629")
                .doesNotContain("NOT ALL");
    }

    @Test
    void tellsByAPageWhatThereIsNotAndProgramsByAProblem() {
        HttpResponse<String> nothing = page("board", "/nothing");
        HttpResponse<String> wrong = ScoringService.send(request("board", "/board/cards")
                .header("Sec-Fetch-Site", "same-origin")
                .DELETE()
                .build());
        HttpResponse<String> api =
                ScoringService.send(request("board", "/v1/nothing").build());

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(text(nothing)).contains("Scores", "Sign out", "Not found", "There is no page /nothing");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(text(wrong)).contains("Method not allowed", "To the score board");
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void listsSegmentsByNumberByScoreAndByName() {
        assertThat(text(part("board", "/board/segments?metric=nps&window=90d&dimension=touchpoint")))
                .containsSubsequence("delivery", "60", "0.0", "checkout", "20", "Not enough answers yet (20 of 30)");
        assertThat(text(part("board", "/board/segments?metric=nps&window=90d&dimension=touchpoint&sort=value")))
                .containsSubsequence("checkout 20", "delivery 60");
        assertThat(text(part("board", "/board/segments?metric=nps&window=90d&dimension=touchpoint&sort=score")))
                .contains("Without values of fewer than 30 answers.", "delivery 60")
                .doesNotContain("checkout");
        assertThat(text(part("board", "/board/segments?metric=nps&window=90d&dimension=product")))
                .contains("No answer says anything of this.");
    }

    @Test
    void tellsTheAddressOfThePageWhatWasChosen() {
        HttpResponse<String> chosen =
                ScoringService.send(request("board", "/board/answers?metric=nps&minScore=9&maxScore=9")
                        .header("HX-Request", "true")
                        .header("HX-Current-URL", scoring.origin() + "/?metric=nps&sort=score")
                        .header("HX-Trigger", "point-9")
                        .build());
        HttpResponse<String> loaded = ScoringService.send(request("board", "/board/answers?metric=nps")
                .header("HX-Request", "true")
                .header("HX-Current-URL", scoring.origin() + "/?metric=nps")
                .header("HX-Trigger", "answers")
                .build());

        assertThat(chosen.headers().firstValue("HX-Push-Url"))
                .hasValue("/?metric=nps&sort=score&minScore=9&maxScore=9");
        assertThat(loaded.headers().map()).doesNotContainKey("hx-push-url");
    }

    @Test
    void saysThatThereAreNotEnoughAnswersInsteadOfAWildNumber() {
        post("board-few", nps("one", 0, 1, "delivery", "bad"));
        log.flush();
        awaitCount("board-few", "metric=nps", 1);

        assertThat(text(page("board-few", "/")))
                .contains("Not enough answers yet (1 of 30)")
                .doesNotContain("-100");
        assertThat(text(page("board-none", "/"))).contains("No answers in this time, nor in the time before it.");
        assertThat(text(page("board-none", "/?metric=csat"))).contains("Not enough answers yet (0 of 30)");
    }

    @Test
    void showsMessagesOfTheButtonByCategory() {
        post("board-button", "{'id':'b1','kind':'button','category':'bug','comment':'broken','rating':1}");
        post("board-button", "{'id':'b2','kind':'button','category':'idea','comment':'more colours'}");
        log.flush();
        awaitCount("board-button", "metric=button", 2);

        assertThat(text(page("board-button", "/?metric=button")))
                .contains("2 messages, 1 with a rating", "Bug 1 50.0%", "Not enough ratings yet (1 of 30)");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(part("board-button", "/board/answers?metric=button")))
                        .contains("no rating", "more colours", "Category: idea"));
    }

    @Test
    void keepsTextOfCustomersText() {
        post(
                "board-evil",
                "{'id':'e1','kind':'review','rating':1,'title':'%s','comment':'%s','source':'google','context':{'product':'%s','touchpoint':'%s','aspect':'%s'}}"
                        .formatted((Object[]) new String[] {EVIL, EVIL, EVIL, EVIL, EVIL}));
        log.flush();
        awaitCount("board-evil", "metric=review", 1);
        await().atMost(PATIENCE)
                .until(() -> part("board-evil", "/board/answers?metric=review")
                        .body()
                        .contains("1 of 5"));

        String segment = "&segment=product:%3Cscript%3Ealert(1)%3C/script%3E%3Cimg%20src=x%20onerror=alert(1)%3E";
        for (String path : new String[] {
            "/board/answers?metric=review&text=script",
            "/board/segments?metric=review&dimension=product",
            "/board/segments?metric=review&dimension=touchpoint",
            "/?metric=review" + segment,
            "/?metric=%3Cscript%3E"
        }) {
            String body = (path.startsWith("/board/") ? part("board-evil", path) : page("board-evil", path)).body();
            assertThat(body).describedAs(path).contains("&lt;script").doesNotContain("<script>", "<img");
        }
        assertThat(page("board-evil", "/?metric=review&dimension=%3Cscript%3E&text=%22%3E%3Cscript%3E")
                        .body())
                .doesNotContain("<script>", "\"><script");
    }

    @Test
    void refusesWhatThereIsNotWithAPageThatSaysWhatThereIs() {
        HttpResponse<String> page = page("board", "/?metric=happiness&window=2d");
        HttpResponse<String> part = ScoringService.send(request("board", "/board/answers?metric=nps&minScore=11")
                .header("HX-Request", "true")
                .build());

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(text(page))
                .contains("metric : \"happiness\" (expected: nps, csat, ces, review, button)")
                .contains("window : \"2d\" (expected: 1h, 24h, 7d, 30d, 90d, 365d)");
        assertThat(part.statusCode()).isEqualTo(400);
        assertThat(part.body()).startsWith("<section").contains("id=\"answers\"", "expected: 0 to 10");
    }

    @Test
    void exportsWhatItShowsForSpreadsheets() {
        post(
                "board-csv",
                "{'id':'c1','kind':'survey','metric':'nps','score':3,'comment':'=HYPERLINK(1), \\'so\\'','context':{'product':'+sku'}}");
        log.flush();
        awaitCount("board-csv", "metric=nps", 1);
        await().atMost(PATIENCE)
                .until(() -> page("board-csv", "/board/answers.csv?metric=nps")
                        .body()
                        .contains("c1"));

        HttpResponse<String> answers = page("board-csv", "/board/answers.csv?metric=nps");
        assertThat(answers.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answers.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"earshot-nps-30d-answers.csv\"");
        assertThat(answers.body())
                .startsWith("\uFEFFid,occurredAt,score,title,comment,")
                .contains(",3,,\"'=HYPERLINK(1), \"\"so\"\"\",")
                .contains(",'+sku,")
                .endsWith("\r\n");
        assertThat(page("board-csv", "/board/trend.csv?metric=nps").body())
                .startsWith("\uFEFFfrom,to,answers,score,low,high\r\n")
                .contains(",1,-100.0,-100.0,");
        assertThat(page("board", "/board/segments.csv?metric=nps&window=90d&dimension=touchpoint")
                        .body())
                .contains("touchpoint,delivery,60,0.0,", "touchpoint,checkout,20,100.0,");
        assertThat(page("board", "/board/answers.csv?metric=nps&window=90d")
                        .body()
                        .split("\r\n"))
                .hasSize(81);
        assertThat(page("board", "/board/answers.csv?metric=nope").statusCode()).isEqualTo(400);
    }

    @Test
    void saysInTheSameFrameThatTheScoresCantBeReadWhileCassandraIsAway() {
        CassandraAddress nowhere = new CassandraAddress("127.0.0.1", FreePorts.next(), "datacenter1");
        try (ScoringService alone = ScoringService.start(
                otherFolder,
                TestServers.kafka(),
                nowhere,
                "board_away_it",
                Map.of("EARSHOT_SESSION_SECRET", SECRET),
                "board")) {
            await().atMost(PATIENCE).until(alone::isAlive);
            HttpResponse<String> page = ScoringService.send(
                    signedIn("board", alone.request("/?metric=nps")).build());
            HttpResponse<String> part =
                    ScoringService.send(signedIn("board", alone.request("/board/segments?metric=nps&dimension=product"))
                            .header("HX-Request", "true")
                            .build());

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(text(page)).contains("Earshot Scores", "The scores can’t be read for the moment", "Retry");
            assertThat(page.body()).contains("href=\"/?metric=nps\"");
            assertThat(part.statusCode()).isEqualTo(503);
            assertThat(part.body())
                    .contains("id=\"segments\"", "hx-get=\"/board/segments?metric=nps&amp;dimension=product\"")
                    .doesNotContain("<html", "<nav");
        }
    }

    @Test
    void isOpenToNobodyWhoHasNotSignedIn() {
        for (String path :
                new String[] {"/", "/board/cards", "/board/answers?metric=nps", "/board/answers.csv?metric=nps"}) {
            HttpResponse<String> answer = scoring.get(path, null);
            assertThat(answer.statusCode()).describedAs(path).isEqualTo(303);
            assertThat(answer.body()).isEmpty();
        }
    }

    private static HttpResponse<String> page(String store, String path) {
        return ScoringService.send(request(store, path).build());
    }

    /** A part of a page, as its scripts ask for it. */
    private static HttpResponse<String> part(String store, String path) {
        return ScoringService.send(
                request(store, path).header("HX-Request", "true").build());
    }

    private static HttpRequest.Builder request(String store, String path) {
        return signedIn(store, scoring.request(path));
    }

    private static HttpRequest.Builder signedIn(String store, HttpRequest.Builder request) {
        Session session = new Session(
                KeyRing.hash("sk_read-" + store), null, Instant.now().plusSeconds(600));
        return request.header("Cookie", SessionSeal.COOKIE + "=" + new SessionSeal(SECRET).seal(session))
                .header("Accept", "text/html");
    }

    private static String text(HttpResponse<String> page) {
        return plain(page.body());
    }

    /** What a person reads. */
    private static String plain(String html) {
        return html.replaceAll("<[^>]*>", " ").replace("&quot;", "\"").replaceAll("\\s+", " ");
    }

    private static void awaitCount(String store, String query, int n) {
        await().atMost(PATIENCE)
                .until(() -> scoring.score(store, query).path("n").asInt() == n);
    }

    private static void post(String store, String json) {
        log.send(store, json);
    }

    private static String nps(String id, int score, int daysAgo, String touchpoint, String comment) {
        return "{'id':'%s','kind':'survey','metric':'nps','score':%d,'comment':'%s','occurredAt':'%s','context':{'touchpoint':'%s'}}"
                .formatted(id, score, comment, Instant.now().minus(daysAgo, ChronoUnit.DAYS), touchpoint);
    }
}
