package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.earshot.testservers.TestServers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The values of a dimension with their scores, counted by real servers. */
class SegmentsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOW = Instant.now();
    private static final Instant TODAY = NOW.truncatedTo(ChronoUnit.DAYS);
    private static final int PRODUCTS = 40;

    @TempDir
    private static Path folder;

    private static FeedbackLog log;
    private static ScoringService scoring;
    private static final List<Item> ITEMS = new ArrayList<>();

    /** What was asked about a product. */
    private record Item(String product, int score, Instant occurredAt) {}

    /** What a plain count finds, and what the service tells. */
    private record Line(String value, long n, double score, long promoters) {}

    @BeforeAll
    static void start() {
        log = new FeedbackLog(TestServers.kafka());
        sendProducts();
        scoring = ScoringService.start(
                folder,
                TestServers.kafka(),
                TestServers.cassandra(),
                "segments_it",
                Map.of(),
                "wide",
                "crowded",
                "products",
                "ahead",
                "taken-out",
                "none");
        scoring.awaitReady();
        log.flush();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> scoring.score("products", "metric=nps&from=2000-01-01T00:00:00Z")
                                .path("n")
                                .asInt()
                        == ITEMS.size());
    }

    private static void sendProducts() {
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            int days = random.nextInt(3) == 0 ? random.nextInt(100) : random.nextInt(3);
            Instant occurredAt = NOW.minus(Duration.ofDays(days))
                    .minus(Duration.ofMillis(random.nextInt(86_400_000)))
                    .truncatedTo(ChronoUnit.MILLIS);
            // a few products have most of the items
            int product = (int) (PRODUCTS * random.nextDouble() * random.nextDouble());
            ITEMS.add(new Item("sku:" + product, random.nextInt(11), occurredAt));
        }
        for (int i = 0; i < ITEMS.size(); i++) {
            Item item = ITEMS.get(i);
            log.send(
                    "products",
                    "{'id':'p%d','kind':'survey','metric':'nps','score':%d,'occurredAt':'%s','context':{'product':'%s'}}"
                            .formatted(i, item.score(), item.occurredAt(), item.product()));
        }
    }

    @AfterAll
    static void stop() {
        scoring.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1h", "24h", "7d", "30d", "90d"})
    void listsTheProductsOfAWindowAsAPlainCountFindsThem(String window) {
        String at = "&window=" + window + "&at=" + NOW;

        assertIsAPlainCount(at, "n");
        assertIsAPlainCount(at, "score");
    }

    @Test
    void listsTheProductsOfAnyTimeAsAPlainCountFindsThem() {
        for (String range : List.of(
                range(TODAY.minus(Duration.ofDays(2)), TODAY),
                range(TODAY.minus(Duration.ofHours(30)), TODAY.minus(Duration.ofHours(5))),
                range(TODAY.minus(Duration.ofDays(1)), NOW),
                range(TODAY.minus(Duration.ofDays(95)), TODAY.minus(Duration.ofDays(1))),
                range(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2999-01-01T00:00:00Z")))) {
            assertIsAPlainCount(range, "n");
            assertIsAPlainCount(range, "score");
        }
    }

    private static String range(Instant from, Instant to) {
        return "&from=" + from + "&to=" + to;
    }

    private static void assertIsAPlainCount(String time, String sort) {
        String query = "metric=nps&dimension=product&limit=7&sort=" + sort + time;
        List<JsonNode> pages = pages("products", query);
        Instant from = Instant.parse(pages.get(0).path("from").asString());
        Instant end = ceiling(Instant.parse(pages.get(0).path("to").asString()));

        assertThat(lines(pages)).as(query).isEqualTo(plainCount(from, end, sort));
        assertThat(pages).as(query).allMatch(page -> page.path("complete").asBoolean());
        assertThat(pages.subList(0, pages.size() - 1))
                .as(query)
                .allMatch(page -> page.path("segments").size() == 7);
    }

    /** The minute that holds the end counts whole. */
    private static Instant ceiling(Instant to) {
        Instant minute = to.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(to) ? to : minute.plus(Duration.ofMinutes(1));
    }

    private static List<Line> plainCount(Instant from, Instant end, String sort) {
        Map<String, List<Item>> products = new HashMap<>();
        for (Item item : ITEMS) {
            if (!item.occurredAt().isBefore(from) && item.occurredAt().isBefore(end)) {
                products.computeIfAbsent(item.product(), product -> new ArrayList<>())
                        .add(item);
            }
        }
        Comparator<Line> byItems =
                Comparator.<Line>comparingLong(line -> -line.n()).thenComparing(Line::value);
        return products.entrySet().stream()
                .map(product -> line(product.getKey(), product.getValue()))
                .sorted(
                        sort.equals("n")
                                ? byItems
                                : Comparator.comparingDouble(Line::score).thenComparing(byItems))
                .toList();
    }

    private static Line line(String product, List<Item> items) {
        long promoters = items.stream().filter(item -> item.score() >= 9).count();
        long detractors = items.stream().filter(item -> item.score() <= 6).count();
        double score = 100.0 * (promoters - detractors) / items.size();
        return new Line(product, items.size(), Math.round(score * 1_000) / 1_000.0, promoters);
    }

    @Test
    void tellsOfEachProductWhatAScoreOfItAloneTells() {
        for (String time : List.of("&window=24h&at=" + NOW, "&window=30d&at=" + NOW)) {
            JsonNode segments = page("products", "metric=nps&dimension=product&limit=5" + time)
                    .path("segments");
            assertThat(segments).hasSize(5);
            for (JsonNode segment : segments) {
                JsonNode alone = scoring.score(
                        "products",
                        "metric=nps&segment=product:" + segment.path("value").asString() + time);
                segment.properties().stream()
                        .filter(figure -> !figure.getKey().equals("value"))
                        .forEach(figure -> assertThat(figure.getValue())
                                .as(figure.getKey())
                                .isEqualTo(alone.path(figure.getKey())));
            }
        }
    }

    @Test
    void leavesOutWhatIsAheadOfTheTime() {
        Instant later = Instant.now().plus(Duration.ofMinutes(4)).truncatedTo(ChronoUnit.MILLIS);
        log.send("ahead", "{'id':'a','kind':'review','rating':5,'context':{'product':'now'}}");
        log.send(
                "ahead",
                "{'id':'b','kind':'review','rating':5,'occurredAt':'%s','context':{'product':'now'}}".formatted(later));
        log.send(
                "ahead",
                "{'id':'c','kind':'review','rating':5,'occurredAt':'%s','context':{'product':'later'}}"
                        .formatted(later));
        log.flush();
        await().until(() -> scoring.score("ahead", "metric=review&from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z")
                        .path("n")
                        .asInt()
                == 3);

        assertThat(lines(pages("ahead", "metric=review&dimension=product&window=30d")))
                .extracting(Line::value, Line::n)
                .containsExactly(tuple("now", 1L));
    }

    @Test
    void leavesOutWhatNothingIsLeftOf() {
        String store = "taken-out";
        log.send(store, "{'id':'a','kind':'review','rating':5,'context':{'product':'old','touchpoint':'t'}}");
        log.send(store, "{'id':'b','kind':'review','rating':4,'context':{'product':'kept','touchpoint':'u'}}");
        log.send(
                store,
                "{'id':'a','revision':1,'kind':'review','rating':1,'context':{'product':'new','touchpoint':'v'}}");
        log.send(store, "{'id':'c','kind':'review','rating':3,'context':{'product':'gone','touchpoint':'w'}}");
        log.withdraw(store, "c");
        log.send(store, "{'id':'d','kind':'review','rating':3,'context':{'channel':'last'}}");
        log.flush();
        await().until(() -> scoring.score("taken-out", "metric=review&segment=channel:last")
                        .path("n")
                        .asInt()
                == 1);

        for (String window : List.of("&window=24h", "&window=30d")) {
            assertThat(lines(pages("taken-out", "metric=review&dimension=product" + window)))
                    .extracting(Line::value, Line::n, Line::score)
                    .containsExactly(tuple("kept", 1L, 4.0), tuple("new", 1L, 1.0));
            assertThat(lines(pages("taken-out", "metric=review&dimension=touchpoint" + window)))
                    .extracting(Line::value, Line::n, Line::score)
                    .containsExactly(tuple("u", 1L, 4.0), tuple("v", 1L, 1.0));
        }
    }

    @Test
    void listsTheValuesThatShareARow() {
        String[] touchpoints = {"b", "a", "a", "c", "b", "a", "d"};
        int[] ratings = {5, 1, 1, 5, 4, 1, 3};
        for (int i = 0; i < touchpoints.length; i++) {
            Instant occurredAt = Instant.now().minus(Duration.ofDays(i % 3)).truncatedTo(ChronoUnit.MILLIS);
            log.send(
                    "wide",
                    "{'id':'w%d','kind':'survey','metric':'csat','score':%d,'occurredAt':'%s','context':{'touchpoint':'%s','locale':'sv'}}"
                            .formatted(i, ratings[i], occurredAt, touchpoints[i]));
        }
        log.flush();
        await().until(() -> scoring.score("wide", "metric=csat").path("n").asInt() == 7);

        String query = "metric=csat&dimension=touchpoint&limit=2&window=7d";
        assertThat(lines(pages("wide", query))).extracting(Line::value).containsExactly("a", "b", "c", "d");
        assertThat(lines(pages("wide", query + "&sort=score")))
                .extracting(Line::value, Line::n, Line::score)
                .containsExactly(
                        tuple("a", 3L, 0.0), tuple("d", 1L, 0.0), tuple("b", 2L, 100.0), tuple("c", 1L, 100.0));
        JsonNode page = page("wide", "metric=csat&dimension=locale&window=7d");
        assertThat(page.path("dimension").asString()).isEqualTo("locale");
        assertThat(page.path("window").asString()).isEqualTo("7d");
        assertThat(page.path("scale").asString()).isEqualTo("1-5");
        assertThat(page.path("complete").asBoolean()).isTrue();
        assertThat(page.has("next")).isFalse();
        assertThat(page.path("segments")).hasSize(1);
        assertThat(page.path("segments").get(0).path("satisfied").asInt()).isEqualTo(3);
        assertThat(page("wide", "metric=csat&dimension=channel&window=7d").path("segments"))
                .isEmpty();
    }

    @Test
    void listsWhatWasCountedTogetherInItsPlaceAndTellsOfIt() {
        for (int i = 0; i < 203; i++) {
            log.send(
                    "crowded",
                    "{'id':'s%d','kind':'survey','metric':'nps','score':9,'context':{'survey':'order-%d','channel':'web'}}"
                            .formatted(i, i));
        }
        log.flush();
        await().until(() -> scoring.score("crowded", "metric=nps").path("n").asInt() == 203);

        List<JsonNode> pages = pages("crowded", "metric=nps&dimension=survey&window=24h&limit=150");
        assertThat(pages).hasSize(2).noneMatch(page -> page.path("complete").asBoolean());
        assertThat(lines(pages)).hasSize(201).first().isEqualTo(new Line("~other", 3, 100, 3));
        assertThat(page("crowded", "metric=nps&dimension=channel&window=24h")
                        .path("complete")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void hasNothingToListWhereThereIsNothing() {
        for (String dimension : List.of("product", "category")) {
            JsonNode page = page("none", "metric=button&dimension=" + dimension);

            assertThat(page.path("segments").isArray()).isTrue();
            assertThat(page.path("segments")).isEmpty();
            assertThat(page.path("complete").asBoolean()).isTrue();
            assertThat(page.has("next")).isFalse();
        }
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        HttpResponse<String> answer =
                scoring.get("/v1/scores/segments?metric=nps&dimension=shelf&limit=0", "sk_read-none");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "\\\"shelf\\\" (expected: one of channel, touchpoint, locale, aspect, source, survey, category, product)")
                .contains("\\\"0\\\" (expected: 1 to 200)");
        assertThat(scoring.get("/v1/scores/segments?metric=nps&dimension=product", null)
                        .statusCode())
                .isEqualTo(401);
    }

    private static List<Line> lines(List<JsonNode> pages) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode page : pages) {
            for (JsonNode segment : page.path("segments")) {
                lines.add(new Line(
                        segment.path("value").asString(),
                        segment.path("n").asLong(),
                        segment.path("score").asDouble(),
                        segment.path("promoters").asLong()));
            }
        }
        return lines;
    }

    private static List<JsonNode> pages(String store, String query) {
        List<JsonNode> pages = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = page(store, query + cursor);
            pages.add(page);
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : null;
        } while (cursor != null);
        return pages;
    }

    private static JsonNode page(String store, String query) {
        HttpResponse<String> answer = scoring.get("/v1/scores/segments?" + query, "sk_read-" + store);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
