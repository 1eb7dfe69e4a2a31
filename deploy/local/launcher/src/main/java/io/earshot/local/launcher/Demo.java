package io.earshot.local.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts a small shop's week as its storefront would, waits until it is counted, and says what came of it. */
final class Demo {

    private static final int BATCH = 250;
    private static final Duration COUNTED = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    /** What stands behind the score of each metric. */
    private static final Map<String, String> UNITS = Map.of(
            "nps", " (from -100 to 100)",
            "csat", " % satisfied",
            "ces", " of 7",
            "review", " of 5 stars",
            "button", " of 5 where rated");

    private final Site asked;
    private final Site shown;
    private final Http http;
    private final LocalKeys keys;
    private final String showKeys;
    private final Screen screen;

    /**
     * @param asked where this process finds the services
     * @param shown where the user does
     * @param showKeys how the user's shell gets to know the keys
     */
    Demo(Site asked, Site shown, Http http, LocalKeys keys, String showKeys, Screen screen) {
        this.asked = asked;
        this.shown = shown;
        this.http = http;
        this.keys = keys;
        this.showKeys = showKeys;
        this.screen = screen;
    }

    /**
     * @param end when the shop's week ends
     * @throws IOException if the services don't take it or don't count it
     */
    void play(Instant end) throws IOException, InterruptedException {
        List<Map<String, Object>> items = new DemoWeek(end).items();
        for (int from = 0; from < items.size(); from += BATCH) {
            post(items.subList(from, Math.min(items.size(), from + BATCH)));
        }
        screen.say("\nThe demo posted " + items.size() + " items of a shop's week that ended at " + end
                + " (played again, they count once):\n");
        Map<String, Long> posted =
                items.stream().collect(Collectors.groupingBy(Demo::metric, TreeMap::new, Collectors.counting()));
        String week = "&from=" + end.minus(Duration.ofDays(7)) + "&to=" + end;
        for (Map.Entry<String, Long> each : posted.entrySet()) {
            JsonNode score = countedScore(each.getKey(), week, each.getValue());
            screen.say(
                    each.getKey(),
                    "%s%s, from %d answers"
                            .formatted(
                                    score.path("score"),
                                    UNITS.get(each.getKey()),
                                    score.path("n").asLong()));
        }
        screen.say("cases", openCases() + " open, each an unhappy customer to call");
        sayWhereToLook();
    }

    private void post(List<Map<String, Object>> items) throws IOException, InterruptedException {
        URI address = asked.ingest().resolve("/v1/feedback/batch");
        HttpResponse<String> answer = http.postJson(address, keys.ingest(), JSON.writeValueAsString(items));
        if (answer.statusCode() != 202) {
            throw new IOException("POST " + address + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** The score once all that was posted is in it. */
    private JsonNode countedScore(String metric, String week, long posted) throws IOException, InterruptedException {
        URI address = asked.scoring().resolve("/v1/scores?metric=" + metric + week);
        long deadline = System.nanoTime() + COUNTED.toNanos();
        JsonNode score = get(address, keys.read());
        while (score.path("n").asLong() < posted) {
            if (System.nanoTime() > deadline) {
                throw new IOException("after " + COUNTED.toSeconds() + " s " + metric + " has "
                        + score.path("n").asLong() + " of " + posted + " answers, see " + address);
            }
            TimeUnit.MILLISECONDS.sleep(200);
            score = get(address, keys.read());
        }
        return score;
    }

    /** Once no more are added: the cases come a moment after the scores. */
    private long openCases() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + COUNTED.toNanos();
        long before = -1;
        long now = countOpenCases();
        while (now != before && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            before = now;
            now = countOpenCases();
        }
        return now;
    }

    private long countOpenCases() throws IOException, InterruptedException {
        URI first = asked.alerts().resolve("/v1/cases?status=open");
        long count = 0;
        JsonNode page = get(first, keys.support());
        count += page.path("cases").size();
        while (page.path("next").isString()) {
            String cursor = URLEncoder.encode(page.path("next").asString(), StandardCharsets.UTF_8);
            page = get(URI.create(first + "&cursor=" + cursor), keys.support());
            count += page.path("cases").size();
        }
        return count;
    }

    private JsonNode get(URI address, String key) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.get(address, key);
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + address + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private void sayWhereToLook() {
        String scores = shown.scoring() + "/v1/scores?metric=";
        screen.say("\nNow open " + shown.storeFront() + "/ and give a 2; watch " + shown.scoring() + "/ and "
                + shown.alerts() + "/, signed in with " + keys.signIn());
        screen.say("""

                Or look at, in a shell that knows the keys:

                  %s
                  curl -sS '%snps&window=7d' -H "Authorization: Bearer $EARSHOT_READ_KEY"
                  curl -sS '%sreview&window=7d&segment=product:rain-jacket' -H "Authorization: Bearer $EARSHOT_READ_KEY"
                  curl -sS '%sbutton&window=7d' -H "Authorization: Bearer $EARSHOT_READ_KEY"
                  curl -sS '%s/v1/cases?status=open' -H "Authorization: Bearer $EARSHOT_SUPPORT_KEY\"""".formatted(showKeys, scores, scores, scores, shown.alerts()));
    }

    private static String metric(Map<String, Object> item) {
        return switch ((String) item.get("kind")) {
            case "survey" -> (String) item.get("metric");
            case "review" -> "review";
            default -> "button";
        };
    }
}
