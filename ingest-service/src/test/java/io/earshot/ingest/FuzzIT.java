package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.MutatedBodies.Body;
import io.earshot.testservers.TestServers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Mutated bodies against the running service: every one gets an answer, none a 5xx of its own doing, and what is accepted stands on the topic and is read back as it
 * was posted, by the codec that scoring reads with. {@code -Dearshot.fuzz.seed=…} repeats a run, {@code -Dearshot.fuzz.bodies=…} makes it longer.
 */
class FuzzIT {

    private static final int BODIES = Integer.getInteger("earshot.fuzz.bodies", 15_000);
    private static final PostedJson POSTED = new PostedJson();
    private static final int AT_ONCE = 64;
    /** 503 is Kafka's and not the body's: it did not confirm in time, on a machine that is busy. */
    private static final Set<Integer> STATUSES = Set.of(202, 207, 400, 413, 415, 503);
    /** Stands for the id that the service made, which a batch's answer does not tell. */
    private static final String MADE = "made";
    /** Stands for the moment of a body without a time. */
    private static final Instant RECEIVED = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final long seed = Long.getLong("earshot.fuzz.seed", System.nanoTime());
    private final MutatedBodies bodies = new MutatedBodies(seed);
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    /** What was answered with 503: it may stand on the topic or not. */
    private final Queue<String> unsure = new ConcurrentLinkedQueue<>();

    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private RunningIngest ingest;

    @BeforeEach
    void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void answersEveryMutatedBodyAndKeepsWhatItAcceptsAsItWasPosted() throws InterruptedException {
        postAll();

        assertThat(failures).as("seed %d: first failures of %s", seed, statuses).isEmpty();
        // a fuzz that only breaks things, or breaks nothing, would prove nothing
        assertThat(statuses.get(202)).as("seed %d: %s", seed, statuses).isGreaterThan(BODIES / 10);
        assertThat(statuses.get(400)).as("seed %d: %s", seed, statuses).isGreaterThan(BODIES / 10);
        assertThat(unsure).as("seed %d: %s", seed, statuses).hasSizeLessThan(BODIES / 100);
        assertThatTheTopicHolds();
    }

    private void assertThatTheTopicHolds() {
        List<Submitted> stored = EventLog.items(TestServers.kafka(), ingest.store());
        Map<String, Integer> surplus = new TreeMap<>();
        stored.forEach(item -> surplus.merge(stored(item), 1, Integer::sum));
        accepted.forEach(item -> surplus.merge(item, -1, Integer::sum));
        unsure.forEach(item -> surplus.computeIfPresent(item, (same, count) -> count > 0 ? count - 1 : count));
        surplus.values().removeIf(count -> count == 0);
        assertThat(surplus)
                .as(
                        "seed %d: how often what stands on the topic more (or, negative, less) often than was accepted",
                        seed)
                .isEmpty();
        assertThat(stored).hasSizeGreaterThanOrEqualTo(accepted.size());
    }

    private void postAll() throws InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Semaphore free = new Semaphore(AT_ONCE);
        for (int number = 0; number < BODIES && failures.size() < 10; number++) {
            Body body = bodies.body(number);
            HttpRequest request = ingest.request(body.path())
                    .header("Content-Type", body.type())
                    .timeout(Duration.ofSeconds(20))
                    .POST(BodyPublishers.ofByteArray(body.bytes()))
                    .build();
            int sent = number;
            free.acquire();
            client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, error) -> {
                check(sent, body, answer, error);
                free.release();
            });
        }
        free.acquire(AT_ONCE);
    }

    private void check(int number, Body body, HttpResponse<String> answer, Throwable error) {
        try {
            if (error != null) {
                throw new IllegalStateException(error);
            }
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            if (!STATUSES.contains(answer.statusCode())) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            JsonNode told = json(answer);
            if (body.isBatch()) {
                noteBatch(body, answer.statusCode(), told);
            } else if (answer.statusCode() == 202 || answer.statusCode() == 503) {
                notePost(body, told, answer.statusCode() == 202 ? accepted : unsure);
            }
        } catch (RuntimeException e) {
            failures.add("body " + number + " " + body.path() + " " + body.type() + ": " + e + "\n"
                    + new String(body.bytes(), UTF_8));
        }
    }

    private void notePost(Body body, JsonNode told, Queue<String> outcome) {
        Feedback feedback = POSTED.read(body.bytes(), () -> MADE, clock());
        assertThatAnswerFits(feedback, told);
        outcome.add(posted(feedback));
    }

    private static void assertThatAnswerFits(Feedback feedback, JsonNode told) {
        String id = told.path("id").asString();
        if (!feedback.id().equals(MADE) && !feedback.id().equals(id)
                || feedback.revision() != told.path("revision").asInt()) {
            throw new IllegalStateException("answered " + told + " for " + feedback);
        }
    }

    private void noteBatch(Body body, int status, JsonNode told) {
        if (!told.has("accepted")) {
            return;
        }
        Map<Integer, Integer> problems = new HashMap<>();
        told.path("results")
                .forEach(result -> problems.put(
                        result.path("index").asInt(),
                        result.path("problem").path("status").asInt()));
        int items = body.isLines() ? noteLines(body.bytes(), problems) : noteArray(body.bytes(), problems);
        if (told.path("accepted").asInt() != items - problems.size()
                || told.path("rejected").asInt() != problems.size()
                || (status == 202) != problems.isEmpty()) {
            throw new IllegalStateException("answered " + status + " " + told + " for " + items + " items");
        }
    }

    private int noteLines(byte[] lines, Map<Integer, Integer> problems) {
        int index = 0;
        for (String line : new String(lines, ISO_8859_1).split("\n")) {
            if (!line.isBlank()) {
                byte[] item = line.getBytes(ISO_8859_1);
                note(problems.get(index++), () -> POSTED.read(item, () -> MADE, clock()));
            }
        }
        return index;
    }

    private int noteArray(byte[] array, Map<Integer, Integer> problems) {
        int index = 0;
        try (JsonParser parser = POSTED.parser(array)) {
            parser.nextToken();
            for (; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                note(problems.get(index), () -> POSTED.read(parser, () -> MADE, clock()));
            }
        }
        return index;
    }

    private void note(Integer problem, Supplier<Feedback> item) {
        try {
            String posted = posted(item.get());
            if (problem == null || problem == 503) {
                (problem == null ? accepted : unsure).add(posted);
            }
        } catch (InvalidFeedbackException | JacksonException e) {
            if (problem == null || problem == 503) {
                throw e;
            }
        }
    }

    private static Clock clock() {
        return Clock.fixed(RECEIVED, ZoneOffset.UTC);
    }

    private static String posted(Feedback feedback) {
        return shown(feedback, feedback.id().equals(MADE), feedback.occurredAt().equals(RECEIVED));
    }

    private static String stored(Submitted item) {
        return shown(
                item.feedback(),
                item.origin().madeId(),
                item.feedback().occurredAt().equals(item.origin().received()));
    }

    /** All that an item holds, in the words of its records and not of the codec; what the service added is left out. */
    private static String shown(Feedback feedback, boolean madeId, boolean madeTime) {
        String shown = feedback.toString();
        if (madeId) {
            shown = shown.replace("id=" + feedback.id(), "id=" + MADE);
        }
        return madeTime ? shown.replace("occurredAt=" + feedback.occurredAt(), "occurredAt=" + RECEIVED) : shown;
    }
}
