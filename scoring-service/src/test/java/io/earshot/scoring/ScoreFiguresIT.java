package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.Heartbeats;
import io.earshot.local.servers.RepositoryRoot;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is said about scores besides the scores: how sure they are, whether they changed, and how they went. */
class ScoreFiguresIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final int TREND_ITEMS = 3_000;

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
                "score_figures_it",
                Map.of("EARSHOT_SCORING_MINIMUM_ANSWERS", "40"),
                "example",
                "trends",
                "few",
                "nobody");
        sendTrends();
        scoring.awaitReady();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> scoring.score("trends", "metric=csat&from=2000-01-01T00:00:00Z")
                                .path("n")
                                .asLong()
                        == TREND_ITEMS);
    }

    @AfterAll
    static void stop() {
        scoring.close();
        log.close();
    }

    @Test
    void answersTheExampleOfTheContract() {
        Instant now = NOW.minus(Duration.ofDays(1));
        send(now, 5_978, 10);
        send(now, 2_487, 9);
        send(now, 2_200, 8);
        send(now, 1_753, 7);
        send(now, 1_111, 4);
        send(now, 83, 1);
        Instant before = NOW.minus(Duration.ofDays(32));
        send(before, 8_026, 10);
        send(before, 3_770, 8);
        send(before, 1_074, 0);
        log.flush();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> scoring.score("example", "metric=nps&window=365d")
                                .path("n")
                                .asLong()
                        == 26_482);

        JsonNode score = scoring.score("example", "metric=nps&window=30d");

        assertThat(score.propertyNames())
                .containsExactly(
                        "metric",
                        "scale",
                        "segment",
                        "window",
                        "from",
                        "to",
                        "n",
                        "score",
                        "average",
                        "interval",
                        "enough",
                        "distribution",
                        "promoters",
                        "passives",
                        "detractors",
                        "previous",
                        "change",
                        "significant",
                        "complete");
        Instant from = Instant.parse(score.path("from").asString());
        assertThatObject(score)
                .returns(13_612L, all -> all.path("n").asLong())
                .returns(53.416, all -> all.path("score").asDouble())
                .returns(
                        "{\"level\":0.95,\"low\":52.31,\"high\":54.499}",
                        all -> all.path("interval").toString())
                .returns(true, all -> all.path("enough").asBoolean())
                .returns(5_978L, all -> all.path("distribution").path("10").asLong())
                .returns(8_465L, all -> all.path("promoters").asLong())
                .returns(3_953L, all -> all.path("passives").asLong())
                .returns(1_194L, all -> all.path("detractors").asLong())
                .returns(
                        "{\"from\":\"" + from.minus(Duration.ofDays(30)) + "\",\"n\":12870,\"score\":54.017}",
                        all -> all.path("previous").toString())
                .returns(-0.601, all -> all.path("change").asDouble())
                .returns("false", all -> all.path("significant").toString())
                .returns(true, all -> all.path("complete").asBoolean());
    }

    @Test
    void saysOfFewAnswersThatTheyAreNotEnough() {
        for (int i = 0; i < 39; i++) {
            log.send(
                    "few",
                    "{'id':'f%d','kind':'review','rating':%d,'occurredAt':'%s'}".formatted(i, i < 3 ? 4 : 5, NOW));
        }
        log.flush();
        await().until(() -> scoring.score("few", "metric=review").path("n").asLong() == 39);

        assertThatObject(scoring.score("few", "metric=review"))
                .returns(false, score -> score.path("enough").asBoolean())
                .returns(
                        "{\"level\":0.95,\"low\":4.836,\"high\":5.0}",
                        score -> score.path("interval").toString());

        log.send("few", "{'id':'f39','kind':'review','rating':5,'occurredAt':'%s'}".formatted(NOW));
        log.flush();
        await().until(() -> scoring.score("few", "metric=review").path("enough").asBoolean());
    }

    @Test
    void knowsNothingWhereNobodyAnswered() {
        for (String metric : new String[] {"nps", "csat", "ces", "review", "button"}) {
            JsonNode score = scoring.score("nobody", "metric=" + metric + "&window=7d");

            for (String figure : new String[] {"score", "average", "interval", "change", "significant"}) {
                assertThat(score.path(figure).isNull()).as(figure).isTrue();
            }
            assertThat(score.path("enough").asBoolean()).isFalse();
            assertThat(score.path("previous").path("n").asLong()).isZero();
            assertThat(score.path("previous").path("score").isNull()).isTrue();
        }
        JsonNode point = scoring.trend("nobody", "metric=ces").path("points").path(0);
        assertThat(point.path("n").asLong()).isZero();
        assertThat(point.path("score").isNull()).isTrue();
        assertThat(point.path("agreePercent").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "window=1h",
        "window=24h",
        "window=24h&step=1d",
        "window=7d&step=1h",
        "window=30d&step=1d",
        "window=90d&step=7d",
        "window=90d&step=1mo",
        "window=365d",
        "window=365d&step=1mo",
        "window=90d&step=1d&segment=touchpoint:t1",
        "window=90d&step=7d&segment=product:p1",
        "from=2000-01-01T00:00:00Z"
    })
    void cutsTheTimeOfTheScoreIntoPointsWithoutAGap(String question) {
        // both at one moment, or the minute may change in between
        String at = question.startsWith("window") ? "&at=" + NOW : "&to=" + NOW;
        JsonNode score = scoring.score("trends", "metric=csat&" + question.replaceAll("&step=[^&]*", "") + at);
        JsonNode trend = scoring.trend("trends", "metric=csat&" + question + at);

        String next = score.path("from").asString();
        long n = 0;
        long satisfied = 0;
        for (JsonNode point : trend.path("points")) {
            assertThat(point.path("from").asString()).isEqualTo(next);
            next = point.path("to").asString();
            n += point.path("n").asLong();
            satisfied += point.path("satisfied").asLong();
        }
        assertThat(next).isEqualTo(score.path("to").asString());
        assertThat(n).isEqualTo(score.path("n").asLong()).isPositive();
        assertThat(satisfied).isEqualTo(score.path("satisfied").asLong());
    }

    @Test
    void saysOfEachPointWhatTheScoreOfItsTimeSays() {
        JsonNode points =
                scoring.trend("trends", "metric=csat&window=90d&step=1d").path("points");

        assertThat(points.size()).isEqualTo(91);
        JsonNode day = points.path(60);
        assertThat(Duration.between(
                        Instant.parse(day.path("from").asString()),
                        Instant.parse(day.path("to").asString())))
                .isEqualTo(Duration.ofDays(1));
        assertThat(day.propertyNames())
                .containsExactly("from", "to", "n", "score", "average", "interval", "enough", "satisfied");
        JsonNode score = scoring.score(
                "trends",
                "metric=csat&from=" + day.path("from").asString() + "&to="
                        + day.path("to").asString());
        for (String figure : day.propertyNames()) {
            assertThatObject(day.path(figure)).as(figure).isEqualTo(score.path(figure));
        }
    }

    @Test
    void comparesWithTheTimeBefore() {
        JsonNode score = scoring.score("trends", "metric=csat&window=7d&at=" + NOW);
        Instant from = Instant.parse(score.path("from").asString());
        JsonNode before = scoring.score("trends", "metric=csat&from=" + from.minus(Duration.ofDays(7)) + "&to=" + from);

        assertThatObject(score.path("previous").path("n")).isEqualTo(before.path("n"));
        assertThatObject(score.path("previous").path("score")).isEqualTo(before.path("score"));
        assertThat(score.path("change").asDouble())
                .isEqualTo(Math.round((score.path("score").asDouble()
                                        - before.path("score").asDouble())
                                * 1_000)
                        / 1_000.0);
        assertThat(score.path("significant").isBoolean()).isTrue();
    }

    @Test
    void takesAKeyInTheAddressAndKeepsItToItself() {
        String question = "/v1/scores?metric=nps&window=7d";

        assertThat(scoring.get(question + "&key=sk_read-nobody", null)).returns(200, HttpResponse::statusCode);
        assertThat(scoring.get(question + "&key=sk_ingest-only", null)).returns(403, HttpResponse::statusCode);
        assertThat(scoring.get(question + "&key=sk_guess", null)).returns(401, HttpResponse::statusCode);
        assertThat(scoring.get(question + "&key=sk_read-nobody", "sk_guess")).returns(401, HttpResponse::statusCode);
        assertThat(scoring.get(question + "&key=sk_read-nobody&windw=1h", null))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("sk_read", "key"));
        assertThat(scoring.log()).isNotEmpty().doesNotContain("sk_read", "sk_guess", "sk_ingest");
    }

    @Test
    void answersOnThePortOfTheServiceAlone() {
        assertThat(scoring.getFromManagementPort("/v1/scores?metric=nps", "sk_read-nobody"))
                .returns(404, HttpResponse::statusCode);
        assertThat(scoring.getFromManagementPort("/actuator/prometheus", null)).returns(200, HttpResponse::statusCode);
        assertThat(scoring.get("/actuator/prometheus", null)).returns(404, HttpResponse::statusCode);
    }

    @Test
    void exportsWhatIsDocumentedAndNothingElse() throws IOException {
        String metrics =
                scoring.getFromManagementPort("/actuator/prometheus", null).body();

        assertThat(typesOf(metrics)).isEqualTo(documented("## Scoring"));
        assertThat(metrics)
                .contains(
                        "cassandra_session_cql_requests_seconds_bucket",
                        "kafka_consumer_coordinator_assigned_partitions{")
                .contains("jvm_memory_used_bytes", "http_server_requests_seconds_bucket");
    }

    @Test
    void tellsByHeartbeatsHowOldItsScoresAreAndCountsNone() {
        // behind all that the topic holds by now
        beat();
        double before = scoring.metric("earshot_scoring_consumed_total");
        Instant sent = beat();

        double age = scoring.metric("earshot_pipeline_age_seconds{stage=\"scoring\"}");
        assertThat(age).isBetween(0.0, Duration.between(sent, Instant.now()).toMillis() / 1_000.0);
        assertThat(scoring.metric("earshot_scoring_consumed_total")).isEqualTo(before);
    }

    /** Sends heartbeats and waits until they are written. */
    private static Instant beat() {
        String heartbeats = "earshot_pipeline_heartbeats_total{stage=\"scoring\"}";
        double before = scoring.metric(heartbeats);
        Instant sent = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        new Heartbeats(FeedbackLog.SPREAD).at(sent).forEach(log::send);
        await().atMost(Duration.ofSeconds(30)).until(() -> scoring.metric(heartbeats) >= before + FeedbackLog.SPREAD);
        return sent;
    }

    /** Of our own metrics the types by name; each histogram has its maximum beside it. */
    private static Map<String, String> typesOf(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("# TYPE earshot_") && !line.contains("_seconds_max "))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[2], words -> words[3]));
    }

    private static Map<String, String> documented(String section) throws IOException {
        String page = Files.readString(RepositoryRoot.find().resolve("docs/metrics.md"));
        return page.substring(page.indexOf("\n" + section + "\n") + 1)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `earshot_"))
                .map(line -> line.split("[`| ]+"))
                .collect(Collectors.toMap(cells -> cells[1], cells -> cells[2]));
    }

    private static void send(Instant time, int times, int answer) {
        for (int i = 0; i < times; i++) {
            log.send(
                    "example",
                    "{'id':'%d-%d-%d','kind':'survey','metric':'nps','score':%d,'occurredAt':'%s'}"
                            .formatted(time.getEpochSecond(), answer, i, answer, time));
        }
    }

    /** More of them the nearer they are, some within the last hour, some years ago, the eldest last. */
    private static void sendTrends() {
        Random random = new Random(4);
        for (int i = 0; i < TREND_ITEMS; i++) {
            double past = i < 100 ? i * 30 : Math.exp(8 + random.nextDouble() * 10.3);
            log.send(
                    "trends",
                    "{'id':'t%d','kind':'survey','metric':'csat','score':%d,'occurredAt':'%s','context':{'touchpoint':'t%d','product':'p%d'}}"
                            .formatted(
                                    i, 1 + random.nextInt(5), NOW.minusSeconds((long) past), i % 3, random.nextInt(3)));
        }
        log.flush();
    }
}
