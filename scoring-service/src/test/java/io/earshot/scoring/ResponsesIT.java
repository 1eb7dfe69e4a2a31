package io.earshot.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.testservers.TestServers;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The answers behind a score, and what is left of them when their words are erased. */
class ResponsesIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROUNDS = Integer.getInteger("earshot.killed.rounds", 2);
    private static final String KEYSPACE = "responses_it";

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
                KEYSPACE,
                Map.of(),
                "pages",
                "filters",
                "words",
                "revisions",
                "erasures",
                "again",
                "kills",
                "many",
                "other");
        scoring.awaitReady();
    }

    @AfterAll
    static void stop() {
        scoring.close();
        log.close();
    }

    @Test
    void givesTheNewestFirstPageByPageWhileNewOnesComeIn() {
        for (int i = 0; i < 95; i++) {
            // three in one second, over three days
            log.send("pages", nps(i % 11, "p" + i, "2026-11-%02dT23:59:%02dZ".formatted(10 + i / 40, i / 3)));
        }
        log.flush();
        String query = "metric=nps&from=2026-11-01T00:00:00Z&to=2026-11-30T00:00:00Z&limit=10";
        await().atMost(PATIENCE).until(() -> ids(all("pages", query)).size() == 95);

        List<JsonNode> listed = new ArrayList<>();
        JsonNode page = responses("pages", query);
        while (true) {
            page.path("responses").forEach(listed::add);
            if (!page.has("next")) {
                break;
            }
            assertThat(page.path("responses").size()).isEqualTo(10);
            log.send("pages", nps(3, "new-" + listed.size(), "2026-11-20T10:00:00Z"));
            log.flush();
            int before = listed.size();
            await().atMost(PATIENCE).until(() -> ids(responses("pages", query)).contains("new-" + before));
            page = responses("pages", query + "&cursor=" + page.path("next").asString());
        }

        assertThat(listed.stream().map(one -> one.path("id").asString()))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 95).mapToObj(i -> "p" + i).toList());
        assertThat(listed.stream().map(one -> one.path("occurredAt").asString()))
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void leavesOutWhatWasNotAskedFor() {
        log.send("filters", nps(6, "unhappy", "2026-11-10T10:00:00Z", "email"));
        log.send("filters", nps(7, "so-so", "2026-11-10T10:00:00Z", "email"));
        log.send("filters", nps(0, "elsewhere", "2026-11-10T10:00:00Z", "web"));
        log.send("filters", nps(0, "too-late", "2026-11-11T10:00:00Z", "email"));
        log.send("filters", nps(0, "too-early", "2026-11-09T10:00:00Z", "email"));
        log.send(
                "filters",
                "{'id':'other-scale','kind':'survey','metric':'nps','scale':'1-10','score':1,'occurredAt':'2026-11-10T10:00:00Z','context':{'channel':'email'}}");
        log.send("filters", "{'id':'bug','kind':'button','category':'bug','comment':'x'}");
        log.send("filters", "{'id':'rated','kind':'button','category':'idea','comment':'x','rating':4}");
        log.send(
                "filters", "{'id':'stars','kind':'review','rating':2,'source':'google','context':{'product':'sku-1'}}");
        log.flush();
        awaitListed("filters", "metric=review", "stars");

        assertThat(
                        ids(
                                responses(
                                        "filters",
                                        "metric=nps&minScore=0&maxScore=6&segment=channel:email&from=2026-11-10T00:00:00Z&to=2026-11-11T00:00:00Z")))
                .containsExactly("unhappy");
        assertThat(ids(responses("filters", "metric=nps&maxScore=6&from=2026-11-10T00:00:00Z&to=2026-11-11T00:00:00Z")))
                .containsExactly("unhappy", "elsewhere");
        assertThat(ids(responses("filters", "metric=nps&minScore=6&segment=channel:email")))
                .containsExactly("unhappy", "so-so");
        assertThat(ids(responses("filters", "metric=button"))).containsExactlyInAnyOrder("rated", "bug");
        assertThat(ids(responses("filters", "metric=button&minScore=1"))).containsExactly("rated");
        assertThat(ids(responses("filters", "metric=button&segment=category:bug")))
                .containsExactly("bug");
        assertThat(ids(responses("filters", "metric=review&segment=source:google&window=1h")))
                .containsExactly("stars");
        assertThat(ids(responses("filters", "metric=review&segment=product:sku-1")))
                .containsExactly("stars");
        assertThat(ids(responses("filters", "metric=review&segment=product:sku-2")))
                .isEmpty();
        assertThat(ids(responses("other", "metric=review"))).isEmpty();
    }

    @Test
    void findsWordsWhateverTheirAccentsAndScript() {
        log.send("words", "{'id':'fr','kind':'review','rating':2,'title':'Déçu','comment':'Le café est arrivé froid'}");
        log.send("words", "{'id':'zh','kind':'review','rating':5,'comment':'非常满意，配送很快 😀'}");
        log.send("words", "{'id':'de','kind':'review','rating':5,'comment':'Sehr gut'}");
        log.send("words", "{'id':'nothing','kind':'review','rating':5}");
        log.flush();
        awaitListed("words", "metric=review", "nothing");

        assertThat(found("words", "CAFE deçu")).containsExactly("fr");
        assertThat(found("words", "满意")).containsExactly("zh");
        assertThat(found("words", "froid gut")).isEmpty();
        assertThat(found("words", "gut")).containsExactly("de");
    }

    @Test
    void showsTheRecordThatCountsAndNoOther() {
        log.send("revisions", review("typed-later", 0, 2, null));
        log.send("revisions", review("typed-later", 1, 3, "came late"));
        log.send("revisions", review("out-of-order", 2, 5, "the newest"));
        log.send("revisions", review("out-of-order", 1, 1, "too old"));
        log.send("revisions", review("repeated", 0, 4, "the first words"));
        log.send("revisions", review("repeated", 0, 4, "other words"));
        log.send("revisions", review("of-the-server", 0, 4, "a server's words"));
        log.send("revisions", review("of-the-server", 1, 1, "a browser's words"), Via.SUBMIT);
        log.send("revisions", review("taken-back", 0, 1, "never mind"));
        log.withdraw("revisions", "taken-back");
        log.send("revisions", review("taken-back", 1, 1, "never mind again"));
        log.send("revisions", review("last", 0, 5, null));
        log.flush();
        awaitListed("revisions", "metric=review", "last");

        assertThat(comments(responses("revisions", "metric=review")))
                .containsExactlyInAnyOrder(
                        "typed-later: came late",
                        "out-of-order: the newest",
                        "repeated: the first words",
                        "of-the-server: a server's words",
                        "last: -");
        assertThat(ids(responses("revisions", "metric=review&maxScore=2"))).isEmpty();
        assertThat(found("revisions", "words")).containsExactlyInAnyOrder("repeated", "of-the-server");
        await().atMost(PATIENCE)
                .until(() -> storedWords("revisions").stream().noneMatch(item -> item.contains("\"never mind\"")));
    }

    @Test
    void keepsTheAnswerOfAnErasedPersonWithoutTheirWords() {
        log.send(
                "erasures",
                "{'id':'first','kind':'survey','metric':'ces','score':2,'comment':'hard, says Anna','question':'How was it?','occurredAt':'2026-11-10T10:00:00.250Z','customer':{'id':'anna','email':'anna@shop.example'},'context':{'channel':'web','touchpoint':'returns','order':'o-1'}}");
        log.send("erasures", ces("named-first", 0, "anna", "one"));
        log.send("erasures", ces("named-first", 1, null, "two"));
        log.send("erasures", ces("of-another", 0, "bert", "quite hard"));
        log.erase("erasures", "anna");
        log.send("erasures", ces("after", 0, "anna", "hard again"));
        log.send("erasures", ces("of-another", 1, "bert", "not so hard"));
        log.send("erasures", ces("named-first", 1, null, "two"));
        log.send("erasures", ces("last", 0, null, null));
        log.flush();
        awaitListed("erasures", "metric=ces", "last");
        await().atMost(PATIENCE)
                .until(() -> comments(responses("erasures", "metric=ces")).contains("named-first: -")
                        && wordsOf("anna", "erasures") == 1);

        JsonNode all = responses("erasures", "metric=ces");
        assertThat(comments(all))
                .containsExactlyInAnyOrder(
                        "first: -", "named-first: -", "of-another: not so hard", "after: hard again", "last: -");
        assertThat(one(all, "first")).isEqualTo(JSON.readTree("""
                                {"id":"first","revision":0,"kind":"survey","metric":"ces","score":2,"scale":"1-7",\
                                "occurredAt":"2026-11-10T10:00:00.250Z","context":{"channel":"web","touchpoint":"returns"}}"""));
        assertThat(found("erasures", "hard", "ces")).containsExactlyInAnyOrder("of-another", "after");
        assertThat(ids(responses("erasures", "metric=ces&maxScore=2&segment=touchpoint:returns")))
                .containsExactly("first");
        assertThat(storedWords("erasures")).noneMatch(item -> item.contains("anna@shop.example"));
    }

    @Test
    void givesAnItemAsItWasPosted() {
        String item =
                "{'id':'whole','revision':3,'kind':'survey','metric':'csat','score':1,'scale':'1-10','question':'Well?','comment':'No “words”','occurredAt':'2026-11-10T10:00:00Z','customer':{'id':'c','email':'c@shop.example','name':'C','tags':['vip']},'context':{'channel':'web','product':'p','order':'o','page':'https://shop.example','locale':'sv-SE','survey':'s'}}";
        log.send("other", item);
        log.flush();
        awaitListed("other", "metric=csat&scale=1-10", "whole");

        assertThat(one(responses("other", "metric=csat&scale=1-10"), "whole"))
                .isEqualTo(JSON.readTree(item.replace('\'', '"')));
    }

    @Test
    void leavesErasedWhatIsReadAgainAfterItWasKilled() {
        for (int i = 0; i < 2_200; i++) {
            log.send("again", ces("a" + i, 0, i % 2 == 0 ? "erased" : "kept", "words " + i));
        }
        log.erase("again", "erased");
        log.send("again", ces("later", 0, "erased", "new words"));
        log.flush();
        awaitListed("again", "metric=ces", "later");
        await().atMost(PATIENCE).until(() -> wordsOf("erased", "again") == 1);

        scoring.kill();
        try (CqlSession session = session()) {
            session.execute("TRUNCATE " + KEYSPACE + ".progress");
        }
        scoring.startAgain();
        scoring.awaitReady();
        log.send("again", ces("last", 0, null, "last"));
        log.flush();
        awaitListed("again", "metric=ces", "last");

        List<String> comments = comments(all("again", "metric=ces&limit=200"));
        assertThat(comments).hasSize(2_202).contains("later: new words", "a0: -", "a1: words 1");
        assertThat(comments.stream().filter(comment -> comment.endsWith(": -"))).hasSize(1_100);
        assertThat(wordsOf("erased", "again")).isEqualTo(1);
    }

    @Test
    void erasesThoughItIsKilledAtAnyMoment() {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < 500; i++) {
                log.send("kills", ces("k" + round + "-" + i, 0, "c" + i % 10, "words"));
            }
            for (int customer = 0; customer < 9; customer++) {
                log.erase("kills", "c" + customer);
            }
            log.flush();
            int killed = round;
            if (round > 0) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> storedWords("kills").size() >= 50L * killed + 1);
            }
            scoring.kill();
            scoring.startAgain();
        }
        scoring.awaitReady();
        log.send("kills", ces("last", 0, null, null));
        log.flush();
        awaitListed("kills", "metric=ces", "last");
        // what is shown is written first, and then erased
        await().atMost(PATIENCE).until(() -> storedWords("kills").size() == 50 * ROUNDS + 1);

        List<String> comments = comments(all("kills", "metric=ces&limit=200"));
        assertThat(comments).hasSize(500 * ROUNDS + 1);
        assertThat(comments.stream().filter(comment -> comment.endsWith(": words")))
                .hasSize(50 * ROUNDS);
        assertThat(storedWords("kills")).hasSize(50 * ROUNDS + 1).noneMatch(item -> item.contains("\"c0\""));
        try (CqlSession session = session()) {
            assertThat(session.execute("SELECT * FROM " + KEYSPACE
                                    + ".customer_items WHERE store = 'kills' AND customer_id = 'c0'")
                            .all())
                    .isEmpty();
        }
    }

    @Test
    void endsAPageThatLookedAtEnoughAndGoesOnFromThere() {
        log.send(
                "many",
                "{'id':'needle','kind':'review','rating':5,'comment':'needle','occurredAt':'2026-10-01T10:00:00Z'}");
        for (int i = 0; i < 10_500; i++) {
            log.send(
                    "many",
                    "{'id':'m%d','kind':'review','rating':5,'comment':'hay','occurredAt':'2026-10-0%dT10:00:00Z'}"
                            .formatted(i, 2 + i % 2));
        }
        log.flush();
        String query = "metric=review&from=2026-09-01T00:00:00Z&text=needle";
        await().atMost(PATIENCE)
                .until(() -> scoring.score("many", "metric=review&from=2026-09-01T00:00:00Z")
                                .path("n")
                                .asLong()
                        == 10_501);
        await().atMost(PATIENCE).until(() -> ids(all("many", query)).equals(List.of("needle")));
        await().atMost(PATIENCE)
                .until(() -> ids(all("many", query.replace("needle", "hay") + "&limit=200"))
                                .size()
                        == 10_500);

        JsonNode first = responses("many", query);
        assertThat(ids(first)).isEmpty();
        assertThat(ids(responses("many", query + "&cursor=" + first.path("next").asString())))
                .containsExactly("needle");
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertThat(scoring.get("/v1/responses?metric=nps&maxScore=11&window=2d", "sk_read-other"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\\\"11\\\" (expected: 0 to 10)", "\\\"2d\\\" (expected: 1h, 24h"));
        assertThat(scoring.get("/v1/responses?metric=nps", null)).returns(401, HttpResponse::statusCode);
        assertThat(scoring.get("/v1/responses?metric=nps", "sk_ingest-only")).returns(403, HttpResponse::statusCode);
    }

    private static String nps(int score, String id, String occurredAt) {
        return nps(score, id, occurredAt, "web");
    }

    private static String nps(int score, String id, String occurredAt, String channel) {
        return "{'id':'%s','kind':'survey','metric':'nps','score':%d,'occurredAt':'%s','context':{'channel':'%s'}}"
                .formatted(id, score, occurredAt, channel);
    }

    private static String review(String id, int revision, int rating, String comment) {
        return "{'id':'%s','revision':%d,'kind':'review','rating':%d,'comment':'%s'}"
                .formatted(id, revision, rating, comment == null ? "" : comment)
                .replace("a server's", "a server\\u0027s")
                .replace("a browser's", "a browser\\u0027s");
    }

    private static String ces(String id, int revision, String customer, String comment) {
        return "{'id':'%s','revision':%d,'kind':'survey','metric':'ces','score':5,'comment':'%s'%s}"
                .formatted(
                        id,
                        revision,
                        comment == null ? "" : comment,
                        customer == null ? "" : ",'customer':{'id':'" + customer + "'}");
    }

    private static void awaitListed(String store, String query, String id) {
        await().atMost(PATIENCE).until(() -> ids(responses(store, query)).contains(id));
    }

    private static JsonNode responses(String store, String query) {
        HttpResponse<String> answer = scoring.get("/v1/responses?" + query, "sk_read-" + store);
        assertThatObject(answer).returns(200, HttpResponse::statusCode);
        return JSON.readTree(answer.body());
    }

    /** All pages together. */
    private static JsonNode all(String store, String query) {
        List<JsonNode> listed = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = responses(store, query + cursor);
            page.path("responses").forEach(listed::add);
            if (!page.has("next")) {
                return JSON.createObjectNode()
                        .set("responses", JSON.createArrayNode().addAll(listed));
            }
            cursor = "&cursor=" + page.path("next").asString();
        }
    }

    private static List<String> found(String store, String words) {
        return found(store, words, "review");
    }

    private static List<String> found(String store, String words, String metric) {
        return ids(responses(store, "metric=" + metric + "&text=" + URLEncoder.encode(words, UTF_8)));
    }

    private static List<String> ids(JsonNode answer) {
        return answer.path("responses")
                .valueStream()
                .map(response -> response.path("id").asString())
                .toList();
    }

    private static List<String> comments(JsonNode answer) {
        return answer.path("responses")
                .valueStream()
                .map(response -> response.path("id").asString() + ": "
                        + response.path("comment").asString("-"))
                .toList();
    }

    private static JsonNode one(JsonNode answer, String id) {
        return answer.path("responses")
                .valueStream()
                .filter(response -> response.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** What the table holds of a store's words, shown or not. */
    private static List<String> storedWords(String store) {
        try (CqlSession session = session()) {
            return session.execute("SELECT store, item FROM " + KEYSPACE + ".responses").all().stream()
                    .filter(row -> store.equals(row.getString("store")) && !row.isNull("item"))
                    .map(row -> row.getString("item"))
                    .toList();
        }
    }

    private static long wordsOf(String customer, String store) {
        return storedWords(store).stream()
                .filter(item -> item.contains("{\"id\":\"" + customer + "\""))
                .count();
    }

    private static CqlSession session() {
        String[] address = TestServers.cassandra().contactPoint().split(":");
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
                .withLocalDatacenter(TestServers.cassandra().datacenter())
                .build();
    }
}
