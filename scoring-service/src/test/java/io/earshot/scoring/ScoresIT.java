package io.earshot.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.Topics;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Feedback on a real log becomes scores in a real Cassandra. */
class ScoresIT {

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
                "scores_it",
                Map.of(),
                "metrics",
                "segments",
                "times",
                "repeats",
                "revised",
                "poison",
                "other");
        scoring.awaitReady();
    }

    @AfterAll
    static void stop() {
        scoring.close();
        log.close();
    }

    @Test
    void readsOnAfterARefusalThatWaitedBehindAnotherAnswer() throws IOException {
        String answers = scoring.keepAlive("/v1/scores?metric=nps", "sk_read-other");

        assertThat(answers.split("HTTP/1.1 "))
                .satisfiesExactly(
                        nothing -> assertThat(nothing).isEmpty(),
                        first -> assertThat(first).startsWith("200"),
                        refused -> assertThat(refused).startsWith("401"),
                        third -> assertThat(third).startsWith("200"));
    }

    @Test
    void scoresEachMetricOnItsScale() {
        String[] items = {
            "'kind':'survey','metric':'nps','score':10",
            "'kind':'survey','metric':'nps','score':9",
            "'kind':'survey','metric':'nps','score':7",
            "'kind':'survey','metric':'nps','score':0",
            "'kind':'survey','metric':'nps','score':6,'scale':'1-10'",
            "'kind':'survey','metric':'csat','score':4",
            "'kind':'survey','metric':'csat','score':3",
            "'kind':'survey','metric':'csat','score':7,'scale':'1-10'",
            "'kind':'survey','metric':'ces','score':5",
            "'kind':'survey','metric':'ces','score':2",
            "'kind':'review','rating':5",
            "'kind':'review','rating':4",
            "'kind':'review','rating':2",
            "'kind':'button','category':'bug','comment':'x','rating':2",
            "'kind':'button','category':'praise','comment':'x'"
        };
        for (int i = 0; i < items.length; i++) {
            log.send("metrics", "{'id':'m" + i + "'," + items[i] + "}");
        }
        log.flush();
        await().until(() -> n("metrics", "metric=button&window=1h") == 2);

        assertThatObject(scoring.score("metrics", "metric=nps&window=24h"))
                .returns(4L, score -> score.path("n").asLong())
                .returns(25.0, score -> score.path("score").asDouble())
                .returns(6.5, score -> score.path("average").asDouble())
                .returns(2L, score -> score.path("promoters").asLong())
                .returns(1L, score -> score.path("passives").asLong())
                .returns(1L, score -> score.path("detractors").asLong())
                .returns(11, score -> score.path("distribution").size())
                .returns(true, score -> score.path("complete").asBoolean());
        assertThatObject(scoring.score("metrics", "metric=nps&scale=1-10&window=7d"))
                .returns(-100.0, score -> score.path("score").asDouble());
        assertThatObject(scoring.score("metrics", "metric=csat&window=30d"))
                .returns(50.0, score -> score.path("score").asDouble())
                .returns(1L, score -> score.path("satisfied").asLong());
        assertThatObject(scoring.score("metrics", "metric=csat&scale=1-10&window=90d"))
                .returns(100.0, score -> score.path("score").asDouble());
        assertThatObject(scoring.score("metrics", "metric=ces&window=365d"))
                .returns(3.5, score -> score.path("score").asDouble())
                .returns(50.0, score -> score.path("agreePercent").asDouble());
        assertThatObject(scoring.score("metrics", "metric=review"))
                .returns(3.667, score -> score.path("score").asDouble())
                .returns(66.667, score -> score.path("positivePercent").asDouble());
        assertThatObject(scoring.score("metrics", "metric=button"))
                .returns(2.0, score -> score.path("score").asDouble())
                .returns(1L, score -> score.path("rated").asLong())
                .returns(1L, score -> score.path("categories").path("bug").asLong())
                .returns(0L, score -> score.path("categories").path("idea").asLong());
        assertThatObject(scoring.score("other", "metric=nps"))
                .returns(0L, score -> score.path("n").asLong())
                .returns(true, score -> score.path("score").isNull())
                .returns(true, score -> score.path("average").isNull());
    }

    @Test
    void splitsScoresBySegmentProductsIncluded() {
        for (int i = 0; i < 6; i++) {
            log.send(
                    "segments",
                    "{'id':'s%d','kind':'review','rating':%d,'source':'google','context':{'touchpoint':'%s','product':'sku-%d'}}"
                            .formatted(i, i < 3 ? 5 : 1, i < 3 ? "delivery" : "check out", i % 2));
        }
        log.flush();
        await().until(() -> n("segments", "metric=review") == 6);

        assertThatObject(scoring.score("segments", "metric=review&window=1h&segment=touchpoint:check%20out"))
                .returns(3L, score -> score.path("n").asLong())
                .returns(1.0, score -> score.path("score").asDouble());
        assertThat(n("segments", "metric=review&segment=product:sku-1")).isEqualTo(3);
        assertThat(n("segments", "metric=review&segment=source:google")).isEqualTo(6);
        assertThat(n("segments", "metric=review&segment=channel:web")).isZero();
    }

    @Test
    void countsLateItemsWhereTheyHappened() {
        log.send("times", "{'id':'a','kind':'review','rating':5,'occurredAt':'2026-02-28T23:59:59.999Z'}");
        log.send("times", "{'id':'b','kind':'review','rating':4,'occurredAt':'2026-03-01T00:00:00Z'}");
        log.send("times", "{'id':'c','kind':'review','rating':3,'occurredAt':'2019-07-01T12:30:00Z'}");
        log.flush();
        await().until(() -> n("times", "metric=review&from=2000-01-01T00:00:00Z") == 3);

        assertThat(n("times", "metric=review&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z"))
                .isEqualTo(1);
        assertThat(n("times", "metric=review&from=2026-02-28T23:00:00Z&to=2026-03-01T00:00:00Z"))
                .isEqualTo(1);
        assertThat(n("times", "metric=review&window=24h&at=2026-03-01T12:00:00Z"))
                .isEqualTo(2);
        JsonNode rounded = scoring.score("times", "metric=review&from=2019-07-01T12:10:00Z&to=2019-07-01T12:20:00Z");
        assertThat(rounded.path("from").asString()).isEqualTo("2019-07-01T12:00:00Z");
        assertThat(rounded.path("to").asString()).isEqualTo("2019-07-01T13:00:00Z");
        assertThat(rounded.path("n").asLong()).isEqualTo(1);
    }

    @Test
    void countsAnItemOnceHoweverOftenItComes() {
        double repeated = outcomes("repeated");
        for (int i = 0; i < 3; i++) {
            log.send("repeats", "{'id':'same','kind':'review','rating':1}");
        }
        log.send("repeats", "{'id':'last','kind':'review','rating':3}");
        log.flush();
        await().until(() -> n("repeats", "metric=review") == 2);

        assertThatObject(scoring.score("repeats", "metric=review").path("score").asDouble())
                .isEqualTo(2.0);
        await().untilAsserted(() -> assertThat(outcomes("repeated")).isEqualTo(repeated + 2));
    }

    @Test
    void followsRevisionsAndWithdrawalsInWhateverOrderTheyCome() {
        log.send("revised", "{'id':'corrected','kind':'review','rating':1,'context':{'touchpoint':'checkout'}}");
        log.send("revised", "{'id':'corrected','revision':2,'kind':'review','rating':5}");
        log.send("revised", "{'id':'corrected','revision':1,'kind':'review','rating':2}");
        log.send("revised", "{'id':'other-metric','kind':'review','rating':3}");
        log.send("revised", "{'id':'other-metric','revision':1,'kind':'survey','metric':'csat','score':3}");
        log.send("revised", "{'id':'by-server','kind':'review','rating':4}");
        log.send("revised", "{'id':'by-server','revision':9,'kind':'review','rating':1}", Via.SUBMIT);
        log.send("revised", "{'id':'taken-back','kind':'review','rating':1}");
        log.withdraw("revised", "taken-back");
        log.withdraw("revised", "taken-back-first");
        log.send("revised", "{'id':'taken-back-first','kind':'review','rating':1}");
        log.send("revised", "{'id':'end','kind':'survey','metric':'ces','score':3}");
        log.flush();
        await().until(() -> n("revised", "metric=ces&window=1h") == 1);

        assertThatObject(scoring.score("revised", "metric=review&window=1h"))
                .returns(2L, score -> score.path("n").asLong())
                .returns(4.5, score -> score.path("score").asDouble());
        assertThat(n("revised", "metric=csat&window=1h")).isEqualTo(1);
        assertThat(n("revised", "metric=review&window=1h&segment=touchpoint:checkout"))
                .isZero();
    }

    private static double outcomes(String outcome) {
        return scoring.metric("earshot_scoring_outcomes_total{outcome=\"" + outcome + "\"}");
    }

    @Test
    void putsAsideWhatItCanNotReadAndGoesOn() {
        String submitted = "io.earshot.feedback.submitted.v1";
        byte[] item = "{\"id\":\"good-2\",\"kind\":\"review\",\"rating\":5,\"occurredAt\":\"%s\"}"
                .formatted(Instant.now())
                .getBytes(UTF_8);
        log.send("poison", "{'id':'good-1','kind':'review','rating':4}");
        log.sendRaw("poison", submitted, new byte[0]);
        log.sendRaw("poison", submitted, "{\"id\":".getBytes(UTF_8));
        log.sendRaw("poison", "io.earshot.feedback.submitted.v2", item);
        log.sendRaw("poison", submitted, item);
        log.flush();
        await().until(() -> n("poison", "metric=review") == 2);

        await().untilAsserted(
                        () -> assertThat(deadLetterReasons("poison"))
                                .containsExactly(
                                        "value: empty (expected: JSON)",
                                        "value: not JSON: Unexpected end-of-input within/between Object entries",
                                        "ce_type: \"io.earshot.feedback.submitted.v2\" (expected: io.earshot.feedback.submitted.v1, withdrawn.v1 or erased.v1)"));
    }

    @Test
    void balancesWhatItConsumed() {
        log.send("other", "{'id':'x','kind':'survey','metric':'ces','score':3}");
        log.withdraw("other", "x");
        log.erase("other", "c");
        log.send("other", "{'id':'y','kind':'survey','metric':'ces','score':3}");
        log.flush();
        await().until(() -> n("other", "metric=ces") == 1);
        await().untilAsserted(() -> {
            double outcomes = 0;
            for (String outcome : List.of(
                    "applied",
                    "revised",
                    "repeated",
                    "superseded",
                    "refused",
                    "withdrawn",
                    "after-withdrawal",
                    "erased",
                    "dead-lettered")) {
                outcomes += outcomes(outcome);
            }
            assertThat(scoring.metric("earshot_scoring_outcomes_total{outcome=\"withdrawn\"}"))
                    .isPositive();
            assertThat(scoring.metric("earshot_scoring_consumed_total")).isEqualTo(outcomes);
        });
    }

    @Test
    void letsOnlyTheRightKeyIn() {
        assertThat(scoring.get("/v1/scores?metric=nps", null))
                .returns(401, HttpResponse::statusCode)
                .satisfies(ScoresIT::isProblem)
                .satisfies(answer -> assertThat(answer.headers().firstValue("WWW-Authenticate"))
                        .hasValue("Bearer realm=\"earshot\""))
                .satisfies(answer -> assertThat(answer.body()).contains("\"title\":\"No valid access key\""));
        assertThat(scoring.get("/v1/scores?metric=nps", "sk_guess")).returns(401, HttpResponse::statusCode);
        assertThat(scoring.get("/v1/scores?metric=nps", "sk_ingest-only"))
                .returns(403, HttpResponse::statusCode)
                .satisfies(ScoresIT::isProblem);
        assertThat(scoring.get("/%761/scores?metric=nps", null)).returns(401, HttpResponse::statusCode);
        assertThat(scoring.get("/nowhere", null))
                .returns(404, HttpResponse::statusCode)
                .satisfies(ScoresIT::isProblem);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        HttpResponse<String> answer =
                scoring.get("/v1/scores?metric=npz&window=2d&segment=shelf:7&metrik=x&at=now", "sk_read-metrics");

        assertThat(answer.statusCode()).isEqualTo(400);
        isProblem(answer);
        assertThat(answer.body())
                .contains("\\\"npz\\\" (expected: nps, csat, ces, review, button)")
                .contains("\\\"2d\\\" (expected: 1h, 24h, 7d, 30d, 90d, 365d)")
                .contains(
                        "\\\"shelf:7\\\" (expected: DIMENSION:VALUE with one of channel, touchpoint, locale, aspect, source, survey, category, product)")
                .contains("unknown parameter (expected: one of at, from, metric, scale, segment, to, window)")
                .contains("\\\"now\\\" (expected: an RFC 3339 time such as 2026-11-21T10:15:00Z)");
    }

    private static void isProblem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + answer.statusCode(), "\"title\":", "\"detail\":");
    }

    private static long n(String store, String query) {
        return scoring.score(store, query).path("n").asLong();
    }

    private static List<String> deadLetterReasons(String store) {
        return log.readAll(Topics.DEAD_LETTERS).stream()
                .filter(message -> store.equals(new String(message.key(), UTF_8)))
                .sorted((a, b) -> header(a, "dlt-offset").compareTo(header(b, "dlt-offset")))
                .map(message -> header(message, "dlt-reason"))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(
                Objects.requireNonNull(message.headers().lastHeader(name)).value(), UTF_8);
    }
}
