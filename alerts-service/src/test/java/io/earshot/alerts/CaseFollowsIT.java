package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Context;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A case follows what becomes of its items. */
class CaseFollowsIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STORES =
            IntStream.range(0, 20).mapToObj(n -> "follow-" + n).toList();
    private static final Instant AN_HOUR_AGO = Instant.now().minus(Duration.ofHours(1));

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static AlertsProcess service;
    private static int used;

    private String store;

    @BeforeAll
    static void start() throws Exception {
        service = new AlertsProcess(folder, "follows", STORES)
                .with("EARSHOT_ALERTS_WORDS_RETENTION", "8s")
                .start();
        topic = new EventsTopic().create();
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        topic.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
    }

    @Test
    void showsTheCommentThatWasTypedAfterTheScore() {
        topic.send(store, answer("a1", 0, 5, null), answer("a1", 1, 5, "The box was empty"));

        JsonNode one = await("the comment", open -> open.path("items").get(0).has("comment"));

        assertThat(one.path("items")).hasSize(1);
        assertThat(one.path("items").get(0).path("comment").asString()).isEqualTo("The box was empty");
        assertThat(types(one)).containsExactly("case.opened", "case.updated");
    }

    @Test
    void weighsAnItemByItsNewestRevision() {
        topic.send(store, answer("a1", 0, 5, null), answer("a1", 1, 1, null));
        assertThat(await("severer", one -> severity(one).equals("high"))
                        .path("itemCount")
                        .asInt())
                .isEqualTo(1);

        topic.send(store, answer("a1", 2, 6, null));

        await("milder", one -> severity(one).equals("normal"));
    }

    @Test
    void endsWhenTheOnlyBadAnswerIsCorrected() {
        topic.send(store, answer("a1", 0, 1, null), answer("a1", 1, 10, null));

        JsonNode one = await("resolved", found -> status(found).equals("resolved"));

        assertThat(one.path("outcome").asString()).isEqualTo("recovered");
        assertThat(types(one)).containsExactly("case.opened", "case.resolved");
    }

    @Test
    void opensNothingForACorrectedAnswerWhoseFirstCopyComesLate() {
        topic.send(store, answer("a1", 1, 10, null), answer("a1", 0, 1, null), answer("last", 0, 1, null));

        JsonNode one = await("the last one", found -> true);

        assertThat(one.path("items").get(0).path("id").asString()).isEqualTo("last");
        assertThat(cases()).hasSize(1);
    }

    @Test
    void opensAgainWhenTheCustomerIsUnhappyAgain() {
        topic.send(store, answer("a1", 0, 1, null), answer("a1", 1, 10, null));
        await("resolved", found -> status(found).equals("resolved"));

        topic.send(store, answer("a2", 0, 2, Instant.now().plusSeconds(1), null));

        JsonNode one = await("open again", found -> status(found).equals("open"));
        assertThat(cases()).hasSize(1);
        assertThat(one.path("outcome").isNull()).isTrue();
        assertThat(types(one)).containsExactly("case.opened", "case.resolved", "case.reopened");
    }

    @Test
    void staysResolvedForABadAnswerFromBefore() {
        topic.send(store, answer("a1", 0, 1, null), answer("a1", 1, 10, null));
        await("resolved", found -> status(found).equals("resolved"));

        topic.send(store, answer("a2", 0, 2, null));

        JsonNode one = await("joined", found -> found.path("itemCount").asInt() == 2);
        assertThat(status(one)).isEqualTo("resolved");
    }

    @Test
    void endsWhenItsItemIsWithdrawnWhateverComesOfItLater() {
        topic.send(store, answer("a1", 0, 1, null));
        await("open", found -> true);

        topic.send(new Withdrawn(EventsTopic.origin(store), "a1"));
        topic.send(store, answer("a1", 1, 0, null));

        JsonNode one = await("resolved", found -> status(found).equals("resolved"));
        assertThat(one.path("outcome").asString()).isEqualTo("not-an-issue");
        assertThat(one.path("items")).isEmpty();
        topic.send(store, answer("last", 0, 1, "c-2", AN_HOUR_AGO, null));
        await().until(() -> cases().size() == 2);
        assertThat(status(of("c-1"))).isEqualTo("resolved");
    }

    @Test
    void knowsOfAWithdrawalThatCameBeforeTheItem() {
        topic.send(new Withdrawn(EventsTopic.origin(store), "a1"));
        topic.send(store, answer("a1", 0, 1, null), answer("last", 0, 1, "c-2", AN_HOUR_AGO, null));

        await().until(() -> cases().size() == 1);

        assertThat(cases().get(0).path("customer").path("id").asString()).isEqualTo("c-2");
    }

    @Test
    void keepsOpenWhatAnotherItemIsAReasonFor() {
        topic.send(store, answer("a1", 0, 1, null), answer("a2", 0, 5, null));
        await("both", found -> found.path("itemCount").asInt() == 2);

        topic.send(new Withdrawn(EventsTopic.origin(store), "a1"));

        JsonNode one = await("one left", found -> found.path("itemCount").asInt() == 1);
        assertThat(status(one)).isEqualTo("open");
        assertThat(severity(one)).isEqualTo("normal");
    }

    @Test
    void refusesABrowsersRevisionOfWhatAServerPosted() {
        topic.send(store, answer("a1", 0, 1, "So bad"));
        topic.send(new Submitted(new Origin(store, Instant.now(), Via.SUBMIT, false), answer("a1", 1, 10, null)));
        topic.send(store, answer("last", 0, 1, "c-2", AN_HOUR_AGO, null));

        await().until(() -> cases().size() == 2);

        assertThat(status(of("c-1"))).isEqualTo("open");
        assertThat(of("c-1").path("items").get(0).path("comment").asString()).isEqualTo("So bad");
    }

    @Test
    void forgetsAPerson() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            endpoint.answer(500);
            channel(endpoint);
            topic.send(store, answer("a1", 0, 1, "My name is Kim"));
            String id = await("open", found -> true).path("id").asString();
            await().until(() -> !endpoint.messages().isEmpty());

            topic.send(new Erased(EventsTopic.origin(store), "c-1"));

            await().untilAsserted(
                            () -> assertThat(one(id).path("status").asString()).isEqualTo("resolved"));
            assertThat(one(id).toString()).doesNotContain("Kim").doesNotContain("c-1@shop.example");
            assertThat(one(id).path("customer").isNull()).isTrue();
            int before = endpoint.messages().size();
            await().until(() -> endpoint.messages().size() > before + 1);
            assertThat(endpoint.messages()
                            .get(endpoint.messages().size() - 1)
                            .json()
                            .toString())
                    .doesNotContain("Kim");
            topic.send(store, answer("a2", 0, 1, null));
            await().until(() -> cases().size() == 2);
        }
    }

    @Test
    void forgetsTheWordsOfACaseThatWasResolvedLongAgo() {
        topic.send(store, answer("a1", 0, 1, "My name is Kim"), answer("a1", 1, 10, "My name is Kim, all is well"));

        JsonNode resolved = await("resolved", found -> status(found).equals("resolved"));
        assertThat(resolved.toString()).contains("Kim");

        JsonNode one = await("forgotten", found -> found.path("customer").isNull());
        assertThat(one.toString()).doesNotContain("Kim");
    }

    @Test
    void opensOneCaseHoweverManyItemsACustomerSends() {
        topic.send(
                store,
                IntStream.range(0, 130)
                        .mapToObj(n -> answer("a" + n, 0, 5, null))
                        .toArray(Feedback[]::new));

        JsonNode one = await("all", found -> found.path("itemCount").asInt() == 130);

        assertThat(cases()).hasSize(1);
        assertThat(one.path("items")).hasSize(100);
    }

    private static Feedback answer(String id, int revision, int score, String comment) {
        return answer(id, revision, score, AN_HOUR_AGO, comment);
    }

    private static Feedback answer(String id, int revision, int score, Instant at, String comment) {
        return answer(id, revision, score, "c-1", at, comment);
    }

    private static Feedback answer(String id, int revision, int score, String customer, Instant at, String comment) {
        Customer who = new Customer(customer, customer + "@shop.example", null, List.of());
        return new Survey(
                new Submission(id, revision, at, comment, who, Context.NONE),
                Metric.NPS,
                Metric.NPS.defaultScale(),
                score,
                null);
    }

    private interface Condition {
        boolean isMet(JsonNode one);
    }

    /** Waits until the store's newest case is as wanted, and gives it back whole. */
    private JsonNode await(String what, Condition condition) {
        await(what).until(() -> {
            List<JsonNode> cases = cases();
            return !cases.isEmpty() && condition.isMet(cases.get(0));
        });
        return one(cases().get(0).path("id").asString());
    }

    private static org.awaitility.core.ConditionFactory await(String what) {
        return org.awaitility.Awaitility.await(what).atMost(Duration.ofSeconds(60));
    }

    private static org.awaitility.core.ConditionFactory await() {
        return await("");
    }

    private JsonNode of(String customer) {
        return cases().stream()
                .filter(one -> one.path("customer").path("id").asString("").equals(customer))
                .findFirst()
                .orElseThrow();
    }

    private static String status(JsonNode one) {
        return one.path("status").asString();
    }

    private static String severity(JsonNode one) {
        return one.path("severity").asString();
    }

    private static List<String> types(JsonNode one) {
        return one.path("history")
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private List<JsonNode> cases() {
        return get("/v1/cases").path("cases").valueStream().toList();
    }

    private JsonNode one(String id) {
        return get("/v1/cases/" + id);
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = service.get(path, AlertsProcess.SUPPORT + store);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void channel(Endpoint endpoint) throws IOException, InterruptedException {
        HttpResponse<String> made = service.post(
                "/v1/channels",
                AlertsProcess.SUPPORT + store,
                "{\"name\": \"team\", \"type\": \"webhook\", \"url\": \"%s\"}".formatted(endpoint.url()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
}
