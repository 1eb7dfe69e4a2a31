package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Context;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Submission;
import io.earshot.testservers.TestServers;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The inbox and the settings as a browser without scripts has them. */
class InboxIT {

    private static final String EVIL = "</textarea><script>alert(1)</script>'\"><img src=x onerror=alert(1)>";
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> STORES =
            IntStream.range(0, 20).mapToObj(n -> "desk-" + n).toList();

    @TempDir
    private static Path folder;

    private static AlertsProcess service;
    private static EventsTopic topic;
    private static CqlSession cassandra;
    private static int used;

    private String store;
    private StaffBrowser anna;

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        topic = new EventsTopic().create();
        cassandra = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        TestServers.cassandra().host(), TestServers.cassandra().port()))
                .withLocalDatacenter(TestServers.cassandra().datacenter())
                .build();
        service = new AlertsProcess(folder, "inbox", STORES)
                .with("EARSHOT_SESSION_SECRET", StaffBrowser.SECRET)
                .with("EARSHOT_SPREAD", "4")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        Awaitility.reset();
        cassandra.close();
        service.close();
        topic.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
        anna = new StaffBrowser(service, store, "anna@shop.example");
    }

    @Test
    void listsTheSeverestFirstAndOfTheseWhoWaitsLongest() throws Exception {
        topic.send(store, Items.nps("a1", 6, "c-1"), Items.nps("a2", 1, "c-2"), Items.nps("a3", 5, "c-3"));
        awaitCases(3);
        post(one("c-3"), "do", "acknowledged");
        post(one("c-1"), "do", "contacted");

        String page = anna.get("/").body();

        assertThat(page)
                .contains("3 cases", "Due in 4 hours", "Due in 24 hours", "Contacted")
                .containsSubsequence("High", "from c-2", "Normal", "from c-3", "from c-1");
        assertThat(anna.get("/?severity=high").body()).contains("from c-2").doesNotContain("from c-3");
        assertThat(anna.get("/?status=acknowledged").body())
                .contains("from c-3")
                .doesNotContain("from c-2");
        assertThat(anna.get("/?assignee=-&status=open").body())
                .contains("from c-2")
                .doesNotContain("from c-3");
        assertThat(anna.get("/?assignee=nobody-here&colour=red&severity=grave").body())
                .contains("No case is like that.");
    }

    @Test
    void pagesThroughManyInTheOrderOfTheirDueTimes() throws Exception {
        topic.send(
                store,
                IntStream.range(0, 23)
                        .mapToObj(n -> Items.nps("a" + n, 5, "c-" + n))
                        .toArray(Feedback[]::new));
        awaitCases(23);

        String first = anna.get("/").body();
        Matcher more = Pattern.compile("href=\"(/\\?severity=normal&amp;after=[^\"]+)\"")
                .matcher(first);
        assertThat(more.find()).isTrue();
        String rest = anna.get(more.group(1).replace("&amp;", "&")).body();

        assertThat(first).contains("23 cases");
        List<String> ids = ids(first);
        assertThat(ids).hasSize(20);
        assertThat(ids(rest)).hasSize(3).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void pagesThroughCasesThatAreDueAtTheSameMoment() throws Exception {
        // a team that is not at work before the day after tomorrow
        String day = LocalDate.now(ZoneOffset.UTC)
                .plusDays(2)
                .getDayOfWeek()
                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
        assertThat(service.post("/v1/teams", key(), """
                        {"name": "care", "hours": {"zone": "UTC", "%s": ["09:00-17:00"]}}""".formatted(day)).statusCode())
                .isEqualTo(201);
        assertThat(service.post("/v1/rules", key(), """
                        {"name": "late", "when": {"metric": "nps", "score": {"atLeast": 8, "atMost": 8}},
                         "severity": "normal", "team": "care", "due": "2h"}""").statusCode()).isEqualTo(201);
        topic.send(
                store,
                IntStream.range(0, 73)
                        .mapToObj(n -> Items.nps("a" + n, 8, "c-" + n))
                        .toArray(Feedback[]::new));
        await().until(() -> anna.get("/").body().contains("73 cases"));

        List<String> ids = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (String next = "/"; next != null; ) {
            String page = anna.get(next).body();
            ids.addAll(ids(page));
            sizes.add(ids(page).size());
            assertThat(page).contains("73 cases");
            Matcher more = Pattern.compile("href=\"(/\\?severity=normal&amp;after=[^\"]+)\"")
                    .matcher(page);
            next = more.find() ? more.group(1).replace("&amp;", "&") : null;
        }

        assertThat(sizes).containsExactly(20, 50, 3);
        assertThat(ids).doesNotHaveDuplicates().isSorted();
        assertThat(JSON.readTree(service.get("/v1/cases?limit=200", key()).body())
                        .path("cases"))
                .extracting(one -> one.path("dueAt").asString())
                .containsOnly(shown(ids.get(0)).path("dueAt").asString());
    }

    @Test
    void showsACaseOnceWhereverItsDueTimeMoves() throws Exception {
        topic.send(store, Items.nps("a1", 5, "c-1"), Items.nps("a2", 5, "c-2"), Items.nps("a3", 5, "c-3"));
        awaitCases(3);
        String id = one("c-2");

        post(id, "severity", "urgent", "was-severity", "normal");
        assertThat(anna.get("/").body()).contains("3 cases").containsSubsequence("Urgent", "from c-2", "Normal");
        assertThat(ids(anna.get("/").body())).hasSize(3).doesNotHaveDuplicates();
        post(id, "severity", "normal", "was-severity", "urgent");
        post(id, "assignee", "Kim");
        post(id, "do", "acknowledged");
        assertThat(ids(anna.get("/").body())).hasSize(3).doesNotHaveDuplicates();
        assertThat(ids(anna.get("/?severity=urgent").body())).isEmpty();
        assertThat(ids(anna.get("/?assignee=Kim").body())).containsExactly(id);
        post(id, "do", "lost");
        assertThat(anna.get("/").body()).contains("2 cases").doesNotContain("from c-2");
        post(id, "do", "open");
        assertThat(ids(anna.get("/").body())).hasSize(3).doesNotHaveDuplicates().endsWith(id);
        assertThat(lines()).hasSize(9);
    }

    @Test
    void takesAwayLinesThatWereLeftOverAndForgetsSlotsInWhichThereIsNothing() throws Exception {
        topic.send(store, Items.nps("a1", 5, "c-1"));
        awaitCases(1);
        String id = one("c-1");
        Instant before = Instant.parse("2026-01-01T00:00:00Z");
        for (int n = 0; n < 3; n++) {
            cassandra.execute(
                    "INSERT INTO alerts_inbox.case_due_slots (store, list, status, severity, slot, written_at)"
                            + " VALUES (?, '', 'open', 'normal', ?, ?) USING TIMESTAMP 1",
                    store,
                    before.plusSeconds(600 * n),
                    before);
        }
        cassandra.execute(
                "INSERT INTO alerts_inbox.case_due (store, list, status, severity, slot, due_at, case_id, customer, kind, assignee, team)"
                        + " VALUES (?, '', 'open', 'normal', ?, ?, ?, ?, 'detractor', '', '') USING TIMESTAMP 1",
                store,
                before,
                before.plusSeconds(1),
                UUID.fromString(id),
                lines().get(0).getString("customer"));

        assertThat(ids(anna.get("/").body())).containsExactly(id);

        await().untilAsserted(() -> {
            assertThat(ids(anna.get("/").body())).containsExactly(id);
            assertThat(lines()).hasSize(3);
            assertThat(anna.get("/").body()).contains("1 case<");
            assertThat(cassandra
                            .execute(
                                    "SELECT slot FROM alerts_inbox.case_due_slots WHERE store = ? AND list = '' AND status = 'open'"
                                            + " AND severity = 'normal'",
                                    store)
                            .all())
                    .hasSize(1);
        });
    }

    /** Of the store in all lists, those that stand. */
    private List<Row> lines() {
        return cassandra
                .execute("SELECT * FROM alerts_inbox.case_due WHERE store = ? ALLOW FILTERING", store)
                .all();
    }

    @Test
    void tellsTheCustomersStoryAndEscapesIt() throws Exception {
        Customer customer = new Customer("c-1", "c1@shop.example", EVIL, List.of("<b>vip"));
        Context context =
                new Context("email", "delivery", EVIL, "o-551", null, "javascript:alert(1)", "sv-SE", "post-delivery");
        topic.send(
                store,
                new Button(new Submission("a1", 0, Instant.now(), EVIL, customer, context), Category.COMPLAINT, 1));
        awaitCases(1);
        String id = one("c-1");
        anna.post("/cases/" + id + "/notes", "text", EVIL, "noteId", "n-1");
        post(id, "assignee", EVIL);

        HttpResponse<String> answer = anna.get("/cases/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("o-551", "delivery", "c1@shop.example", "javascript:alert(1)", "&lt;script&gt;")
                .doesNotContain("<script>alert", "<img", "href=\"javascript");
        assertThat(anna.get("/").body()).contains("&lt;script&gt;").doesNotContain("<script>alert", "<img");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void worksACaseToItsEndByPlainForms() throws Exception {
        topic.send(store, Items.nps("a1", 3, "c-1"));
        awaitCases(1);
        String id = one("c-1");

        assertThat(post(id, "do", "acknowledged").statusCode()).isEqualTo(303);
        assertThat(post(id, "do", "assign").statusCode()).isEqualTo(303);
        assertThat(post(id, "do", "contacted").statusCode()).isEqualTo(303);
        HttpResponse<String> noOutcome = post(id, "do", "resolved");
        HttpResponse<String> resolved = post(id, "do", "no-reply");

        assertThat(noOutcome.statusCode()).isEqualTo(400);
        assertThat(noOutcome.body()).contains("Not done: missing (expected: one of recovered");
        assertThat(resolved.headers().firstValue("Location")).hasValue("/cases/" + id);
        assertThat(anna.get("/cases/" + id).body())
                .contains("Resolved: no reply", "Open again", "Status: contacted → resolved")
                .contains("<strong>anna@shop.example</strong>");
        JsonNode shown = shown(id);
        assertThat(shown.path("assignee").asString()).isEqualTo("anna@shop.example");
        assertThat(shown.path("history").get(1).path("by").asString()).isEqualTo("anna@shop.example");
        assertThat(anna.get("/?status=resolved").body()).contains("from c-1");
    }

    @Test
    void showsWhatTheOtherDidAndKeepsWhatWasTyped() throws Exception {
        topic.send(store, Items.nps("a1", 3, "c-1"));
        awaitCases(1);
        String id = one("c-1");
        String seen = StaffBrowser.field(anna.get("/cases/" + id).body(), "version");
        StaffBrowser lee = new StaffBrowser(service, store, "lee@shop.example");
        lee.post("/cases/" + id, "do", "edit", "edit-version", seen, "severity", "urgent", "was-severity", "high");

        HttpResponse<String> overtaken = anna.post(
                "/cases/" + id,
                "do",
                "edit",
                "edit-version",
                seen,
                "text",
                "half a thought",
                "assignee",
                "Kim",
                "was-assignee",
                "",
                "severity",
                "high",
                "was-severity",
                "high");

        assertThat(overtaken.statusCode()).isEqualTo(412);
        assertThat(overtaken.body())
                .contains("Somebody was faster", "lee@shop.example", "Severity: high → urgent", "assign it to Kim")
                .contains("name=\"again-assignee\" value=\"Kim\"", ">half a thought</textarea>");
        assertThat(shown(id).path("assignee").isNull()).isTrue();

        String now = StaffBrowser.field(overtaken.body(), "again-version");
        assertThat(anna.post("/cases/" + id, "do", "again", "again-version", now, "again-assignee", "Kim")
                        .statusCode())
                .isEqualTo(303);
        assertThat(shown(id).path("assignee").asString()).isEqualTo("Kim");
        assertThat(shown(id).path("severity").asString()).isEqualTo("urgent");
    }

    @Test
    void keepsWhatIsTypedWhateverButtonIsPressed() throws Exception {
        topic.send(store, Items.nps("a1", 3, "c-1"));
        awaitCases(1);
        String id = one("c-1");
        String page = anna.get("/cases/" + id).body();

        HttpResponse<String> acknowledged = post(
                id,
                "do",
                "acknowledged",
                "text",
                "half a\r\nthought",
                "noteId",
                "n-1",
                "assignee",
                "Kim",
                "was-assignee",
                "");
        HttpResponse<String> resent = post(
                id, "do", "edit", "text", "half a\r\nthought", "noteId", "n-1", "assignee", "Kim", "was-assignee", "");
        HttpResponse<String> noted =
                anna.post("/cases/" + id + "/notes", "do", "note", "text", "half a\r\nthought", "noteId", "n-1");

        assertThat(Pattern.compile("<form[^>]* action=\"/cases/").matcher(page).results())
                .as("one form, so that a browser sends all of it")
                .hasSize(1);
        assertThat(page).doesNotContain("access key");
        assertThat(acknowledged.statusCode()).isEqualTo(200);
        assertThat(acknowledged.body())
                .contains(
                        ">half a\nthought</textarea>", "name=\"noteId\" value=\"n-1\"", "value=\"Kim\"", "Acknowledged")
                .doesNotContain("Not done");
        assertThat(resent.statusCode()).isEqualTo(200);
        assertThat(resent.body()).contains(">half a\nthought</textarea>");
        assertThat(noted.statusCode()).isEqualTo(303);
        JsonNode shown = shown(id);
        assertThat(shown.path("status").asString()).isEqualTo("acknowledged");
        assertThat(shown.path("assignee").asString()).isEqualTo("Kim");
        assertThat(shown.path("notes")).hasSize(1);

        StaffBrowser byKey = new StaffBrowser(service, store, null);
        assertThat(byKey.get("/cases/" + id).body())
                .contains("Assign to me (key ", "You are signed in with the access key");
    }

    @Test
    void keepsANoteOnceHoweverOftenItIsSent() throws Exception {
        topic.send(store, Items.nps("a1", 3, "c-1"));
        awaitCases(1);
        String id = one("c-1");

        assertThat(anna.post("/cases/" + id + "/notes", "text", "called\r\nnobody", "noteId", "n-1")
                        .statusCode())
                .isEqualTo(303);
        assertThat(anna.post("/cases/" + id + "/notes", "text", "called\r\nnobody", "noteId", "n-1")
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> other = anna.post("/cases/" + id + "/notes", "text", "something else", "noteId", "n-1");
        HttpResponse<String> blank = anna.post("/cases/" + id + "/notes", "text", " ", "noteId", "n-2");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("another text", ">something else</textarea>");
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(blank.body()).contains("0 characters (expected: 1 to 5000)");
        assertThat(shown(id).path("notes")).hasSize(1);
        assertThat(shown(id).path("notes").get(0).path("text").asString()).isEqualTo("called\nnobody");
        HttpResponse<String> api =
                service.post("/v1/cases/" + id + "/notes", key(), "{\"text\": \"called\\nnobody\", \"id\": \"n-1\"}");
        assertThat(api.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWhatAnotherSiteSends() throws Exception {
        topic.send(store, Items.nps("a1", 3, "c-1"));
        awaitCases(1);
        String id = one("c-1");

        HttpResponse<String> forged = service.send(
                anna.form("/cases/" + id, "version", "1", "do", "acknowledged").header("Sec-Fetch-Site", "cross-site"));

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("<nav", "Nothing was done.", "anna@shop.example");
        assertThat(shown(id).path("status").asString()).isEqualTo("open");
        assertThat(new StaffBrowser(service, STORES.get(19), "eve@shop.example")
                        .get("/cases/" + id)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsByAPageWhatCantBeDoneAndKeepsTheApiToProblems() throws Exception {
        HttpResponse<String> nothing = anna.get("/nothing");
        HttpResponse<String> unreadable = service.send(anna.form("/settings/teams/new")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("name=%zz")));
        HttpResponse<String> tooLarge = anna.post("/settings/teams/new", "name", "x".repeat(70_000));
        HttpResponse<String> api =
                service.send(service.request("/v1/nothing", key()).header("Accept", "text/html"));

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body())
                .contains("<nav", "anna@shop.example", "There is no such thing", "There is no page /nothing");
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(unreadable.body()).contains("the form can&#39;t be read", "Go back");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("<h1>Too large</h1>");
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(api.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void setsUpRulesByForm() throws Exception {
        assertThat(anna.get("/settings/rules").body()).contains("nps-detractor", "NPS at most 6 (0-10), or NPS");
        HttpResponse<String> faulty = anna.post(
                "/settings/rules/new",
                "name",
                "Bad name",
                "severity",
                "high",
                "c0.metric",
                "nps",
                "c0.atMost",
                "11",
                "enabled",
                "yes");
        HttpResponse<String> made = anna.post(
                "/settings/rules/new",
                "name",
                "late",
                "severity",
                "high",
                "due",
                "2h",
                "c1.words",
                "late\r\ntoo slow",
                "enabled",
                "yes");
        HttpResponse<String> switched = anna.post("/settings/rules/nps-detractor/switch", "enabled", "no");

        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(faulty.body())
                .contains(
                        "11 (expected: 0 to 10)", "Bad name (expected:", "value=\"Bad name\"", "aria-invalid=\"true\"");
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(switched.statusCode()).isEqualTo(303);
        JsonNode rule = JSON.readTree(service.get("/v1/rules/late", key()).body());
        assertThat(rule.path("when").path("words").toString()).isEqualTo("[\"late\",\"too slow\"]");
        assertThat(rule.path("due").asString()).isEqualTo("2h");
        JsonNode off =
                JSON.readTree(service.get("/v1/rules/nps-detractor", key()).body());
        assertThat(off.path("enabled").asBoolean()).isFalse();
        assertThat(off.path("severities")).hasSize(1);

        HttpResponse<String> more = anna.post("/settings/rules/late", "more", "f", "name", "late", "c0.words", "late");
        HttpResponse<String> finer = anna.post(
                "/settings/rules/late",
                "name",
                "late",
                "severity",
                "normal",
                "c0.words",
                "late\r\ntoo slow",
                "f0.severity",
                "urgent",
                "f0.tags",
                "vip",
                "f1.severity",
                "urgent",
                "f1.metric",
                "nps",
                "f1.atMost",
                "2",
                "f2.severity",
                "low",
                "f2.comment",
                "without",
                "enabled",
                "yes");
        HttpResponse<String> wrong = anna.post(
                "/settings/rules/late",
                "name",
                "late",
                "severity",
                "normal",
                "c0.words",
                "late",
                "f1.severity",
                "urgent",
                "f1.metric",
                "nps",
                "f1.atMost",
                "12");
        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(more.body()).contains("name=\"f0.severity\"", ">late</textarea>");
        assertThat(finer.statusCode()).isEqualTo(303);
        assertThat(JSON.readTree(service.get("/v1/rules/late", key()).body()).path("severities"))
                .hasToString(
                        "[{\"when\":{\"any\":[{\"tags\":[\"vip\"]},{\"metric\":\"nps\",\"scale\":\"0-10\",\"score\":"
                                + "{\"atMost\":2}}]},\"severity\":\"urgent\"},{\"when\":{\"comment\":false},\"severity\":\"low\"}]");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .containsSubsequence("id=\"f1.atMost-fault\"", "12 (expected: 0 to 10)", "class=\"first\">Save<");

        String form = anna.get("/settings/rules/late").body();
        topic.send(store, Items.nps("a1", 9, "c-1"));
        awaitCases(1);
        HttpResponse<String> tried = anna.post(
                "/settings/rules/try",
                "of",
                "late",
                "name",
                "late",
                "severity",
                "high",
                "c0.words",
                "late",
                "enabled",
                "yes");
        assertThat(form).contains("late\ntoo slow</textarea>");
        assertThat(tried.body()).contains("Would have flagged 1 of", "The parcel came late");
    }

    @Test
    void setsUpWatchesByForm() throws Exception {
        assertThat(anna.get("/settings/watches").body())
                .contains("nps-drop", "NPS (0-10)", "the last 7 days", "by 5 points or more, with at least 30 answers");
        String form = anna.get("/settings/watches/ces-drop").body();
        HttpResponse<String> faulty = anna.post(
                "/settings/watches/new",
                "name",
                "Bad",
                "score",
                "nps 0-10",
                "window",
                "30d",
                "leastFall",
                "much",
                "minimumAnswers",
                "0",
                "severity",
                "high",
                "team",
                "",
                "due",
                "soon",
                "escalateAfter",
                "");
        HttpResponse<String> taken = anna.post(
                "/settings/watches/new", "name", "other", "score", "nps 0-10", "window", "7d", "severity", "high");
        HttpResponse<String> made = anna.post(
                "/settings/watches/new",
                "name",
                "nps-month",
                "score",
                "nps 0-10",
                "window",
                "30d",
                "leastFall",
                "2,5",
                "minimumAnswers",
                "",
                "severity",
                "urgent",
                "due",
                "4h");
        HttpResponse<String> changed = anna.post(
                "/settings/watches/ces-drop",
                "score",
                "ces 1-7",
                "window",
                "24h",
                "leastFall",
                "",
                "minimumAnswers",
                "50",
                "severity",
                "high",
                "team",
                "",
                "due",
                "",
                "escalateAfter",
                "");
        HttpResponse<String> deleted = anna.post("/settings/watches/nps-drop/delete");

        assertThat(form).contains("value=\"ces 1-7\" selected", "value=\"0.3\"", "value=\"30\"");
        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(faulty.body())
                .contains(
                        "Bad (expected:",
                        "much (expected: 0.001 to 200)",
                        "0 (expected: 1 to 1000000)",
                        "soon (expected:",
                        "value=\"much\"",
                        "value=\"30d\" selected");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("nps-drop watches nps/0-10/7d");
        assertThat(List.of(made.statusCode(), changed.statusCode(), deleted.statusCode()))
                .containsOnly(303);
        JsonNode month =
                JSON.readTree(service.get("/v1/watches/nps-month", key()).body());
        assertThat(month.path("leastFall").asDouble()).isEqualTo(2.5);
        assertThat(month.path("minimumAnswers").asInt()).isEqualTo(30);
        assertThat(month.path("severity").asString()).isEqualTo("urgent");
        JsonNode ces = JSON.readTree(service.get("/v1/watches/ces-drop", key()).body());
        assertThat(ces.path("window").asString()).isEqualTo("24h");
        assertThat(ces.path("minimumAnswers").asInt()).isEqualTo(50);
        assertThat(ces.path("leastFall").asDouble()).isEqualTo(0.3);
        assertThat(service.get("/v1/watches/nps-drop", key()).statusCode()).isEqualTo(404);
        assertThat(anna.get("/settings/watches/nps-drop").statusCode()).isEqualTo(404);
    }

    @Test
    void setsThePaceOfAChannelByForm() throws Exception {
        HttpResponse<String> more = anna.post(
                "/settings/channels/new",
                "type",
                "slack",
                "name",
                "Chat",
                "q0.from",
                "20:00",
                "q0.to",
                "08:00",
                "more",
                "q");
        HttpResponse<String> faulty = anna.post(
                "/settings/channels/new",
                "type",
                "slack",
                "name",
                "Chat",
                "url",
                "https://hooks.slack.com/services/T/B/x",
                "pace.zone",
                "Stockholm",
                "pace.digest.every",
                "1h",
                "pace.digest.at",
                "09:00",
                "q0.from",
                "",
                "q1.from",
                "20:00",
                "pace.storm",
                "",
                "pace.storm.most",
                "many",
                "pace.storm.within",
                "10m");
        HttpResponse<String> made = anna.post(
                "/settings/channels/new",
                "type",
                "slack",
                "name",
                "Chat",
                "url",
                "https://hooks.slack.com/services/T/B/x",
                "pace.zone",
                "Europe/Stockholm",
                "pace.digest.at",
                "09:00, 16:00",
                "q1.from",
                "00:00",
                "q1.to",
                "00:00",
                "q1.days",
                "sat",
                "q1.days",
                "sun",
                "pace.perCustomer",
                "1 h",
                "pace.storm",
                "unbounded",
                "enabled",
                "yes");

        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(more.body()).contains("name=\"q1.from\"", "value=\"20:00\"").doesNotContain("Not done yet");
        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(faulty.body())
                .contains(
                        "both every and at (expected: either every or at)",
                        "Stockholm (expected: the name of a time zone")
                .containsSubsequence("id=\"q1.to-fault\"", "missing (expected: a time of day, such as 09:00)")
                .containsSubsequence("id=\"pace.storm.most-fault\"", "many (expected: a whole number from 1 to 1000)");
        assertThat(made.statusCode()).isEqualTo(303);
        JsonNode channel = JSON.readTree(service.get("/v1/channels", key()).body())
                .path("channels")
                .get(0);
        assertThat(channel.path("pace")).isEqualTo(JSON.readTree("""
                        {"zone": "Europe/Stockholm", "digest": {"at": ["09:00", "16:00"]},
                         "quiet": [{"from": "00:00", "to": "00:00", "days": ["sat", "sun"]}], "perCustomer": "1h", "storm": null}"""));
        assertThat(anna.get("/settings/channels/" + channel.path("id").asString())
                        .body())
                .contains("09:00, 16:00", "value=\"sun\" checked", "value=\"unbounded\" checked");
    }

    @Test
    void setsUpChannelsAndTeamsByForm() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            HttpResponse<String> faulty =
                    anna.post("/settings/channels/new", "type", "webhook", "name", "", "url", "ftp://x");
            HttpResponse<String> made = anna.post(
                    "/settings/channels/new",
                    "type",
                    "webhook",
                    "name",
                    "Desk",
                    "url",
                    endpoint.url(),
                    "enabled",
                    "yes");
            String id = JSON.readTree(service.get("/v1/channels", key()).body())
                    .path("channels")
                    .get(0)
                    .path("id")
                    .asString();
            HttpResponse<String> tested = anna.post("/settings/channels/" + id + "/test");
            HttpResponse<String> rotated = anna.post("/settings/channels/" + id + "/secret");

            assertThat(faulty.statusCode()).isEqualTo(400);
            assertThat(faulty.body()).contains("aria-invalid=\"true\"", "value=\"ftp://x\"");
            assertThat(made.statusCode()).isEqualTo(201);
            assertThat(made.body()).contains("whsec_", "shown this once");
            assertThat(tested.body()).contains("It arrived: HTTP 2");
            assertThat(rotated.body()).contains("whsec_");
            assertThat(anna.get("/settings/channels/" + id).body()).doesNotContain("whsec_");

            topic.send(store, Items.nps("a1", 3, "c-1"));
            await().untilAsserted(() -> assertThat(
                            anna.get("/settings/messages?status=delivered").body())
                    .contains("case.opened", "Desk", "HTTP 2"));
            String delivery =
                    shown(one("c-1")).path("deliveries").get(0).path("id").asString();
            assertThat(anna.post("/settings/messages/" + delivery).statusCode()).isEqualTo(303);
            await().until(() -> endpoint.messages().size() == 3);
        }
        HttpResponse<String> team = anna.post(
                "/settings/teams/new",
                "name",
                "care",
                "title",
                "Care",
                "hours.zone",
                "Europe/Stockholm",
                "hours.mon",
                "09:00-12:00, 13:00–17:00");
        HttpResponse<String> wrong = anna.post(
                "/settings/teams/care", "title", "Care", "hours.zone", "Europe/Stockholm", "hours.mon", "9-5");
        assertThat(team.statusCode()).isEqualTo(303);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("9-5 (expected: HH:mm-HH:mm");
        assertThat(anna.get("/settings/teams/care").body()).contains("09:00-12:00, 13:00-17:00");
        assertThat(anna.get("/settings").headers().firstValue("Location")).hasValue("/settings/rules");
    }

    /** Sends the form of the case's page as it is now. */
    private HttpResponse<String> post(String id, String... fields) throws Exception {
        String version = StaffBrowser.field(anna.get("/cases/" + id).body(), "version");
        String[] versions = {"version", version, "edit-version", version, "resolve-version", version};
        return anna.post(
                "/cases/" + id, Stream.of(versions, fields).flatMap(Stream::of).toArray(String[]::new));
    }

    private String key() {
        return AlertsProcess.SUPPORT + store;
    }

    private JsonNode shown(String id) throws Exception {
        return JSON.readTree(service.get("/v1/cases/" + id, key()).body());
    }

    private String one(String customer) throws Exception {
        return JSON.readTree(
                        service.get("/v1/cases?customer=" + customer, key()).body())
                .path("cases")
                .get(0)
                .path("id")
                .asString();
    }

    private void awaitCases(int count) {
        await().until(() -> JSON.readTree(service.get("/v1/cases", key()).body())
                        .path("cases")
                        .size()
                == count);
    }

    private static List<String> ids(String page) {
        return Pattern.compile("data-id=\"([0-9a-f-]{36})\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
