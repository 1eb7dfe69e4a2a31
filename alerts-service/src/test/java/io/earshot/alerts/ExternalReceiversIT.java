package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Copies the receivers of {@code docs/integrate.md} out, runs them and lets Earshot tell them something. Needs node, php and python3: not on every
 * machine, so it belongs to the profile {@code browser}; where that is asked for and one is missing, it fails.
 */
class ExternalReceiversIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SECTION = Pattern.compile("(?ms)^## Receive webhooks$(.*?)^## ");
    private static final List<String> LANGUAGES = List.of("js", "php", "python");

    @TempDir
    private static Path serviceFolder;

    @TempDir
    private Path folder;

    private static AlertsProcess service;
    private static EventsTopic topic;

    private Process receiver;
    private String key;

    @BeforeAll
    static void start() throws Exception {
        topic = new EventsTopic().create();
        service =
                new AlertsProcess(serviceFolder, "receivers", LANGUAGES).start().awaitReady();
    }

    @AfterEach
    void stopReceiver() throws Exception {
        receiver.destroyForcibly().waitFor();
    }

    @AfterAll
    static void stop() {
        service.close();
        topic.close();
    }

    @ParameterizedTest
    @CsvSource({
        "js, receiver.mjs, node receiver.mjs",
        "php, receiver.php, php -S 127.0.0.1:%d receiver.php",
        "python, receiver.py, python3 receiver.py"
    })
    void takesWhatEarshotSignedAndNothingElse(String language, String file, String command) throws Exception {
        int port = freePort();
        // a store for each, that hears of its own cases only
        key = AlertsProcess.SUPPORT + language;
        JsonNode channel = channel("http://127.0.0.1:" + port + "/earshot");
        String secret = channel.path("secret").asString();
        Files.writeString(folder.resolve(file), example(language));
        serve(port, secret, command.formatted(port));

        assertThat(test(channel)).isEqualTo("HTTP 204");
        assertThat(kept())
                .singleElement()
                .satisfies(
                        message -> assertThat(message.path("type").asString()).isEqualTo("channel.test"));
        topic.send(language, Items.nps(language, 3, "kund-ö-" + language));
        await().ignoreExceptions().until(() -> kept().size() == 2);
        assertThat(kept())
                .anySatisfy(message ->
                        assertThat(message.path("data").path("kind").asString()).isEqualTo("detractor"));

        rotate(channel);
        assertThat(test(channel)).as("the former secret signs, too").isEqualTo("HTTP 204");
        int before = kept().size();
        refusesWhatIsForged(port, secret);
        assertThat(kept()).hasSize(before + 1);
    }

    /** Also takes the good one twice, so that what is refused is refused for the fault that it has. */
    private static void refusesWhatIsForged(int port, String secret) throws Exception {
        Webhook webhook = new Webhook(secret);
        long now = Instant.now().getEpochSecond();
        long old = now - Duration.ofMinutes(6).toSeconds();
        long ahead = now + Duration.ofMinutes(6).toSeconds();
        String body = "{\"type\":\"case.opened\",\"data\":{\"comment\":\"försent\"}}";
        String good = webhook.sign("msg_1", now, body);

        assertThat(post(port, "msg_1", "" + now, good, body)).isEqualTo(204);
        assertThat(post(port, "msg_1", "" + now, good, body))
                .as("it comes twice")
                .isEqualTo(204);
        assertThat(post(port, "msg_1", "" + now, good, body.replace("opened", "closed")))
                .as("another body")
                .isEqualTo(401);
        assertThat(post(port, "msg_2", "" + now, good, body)).as("another id").isEqualTo(401);
        assertThat(post(port, "msg_1", "" + (now + 1), good, body))
                .as("another time")
                .isEqualTo(401);
        assertThat(post(port, "msg_1", "" + old, webhook.sign("msg_1", old, body), body))
                .as("too old")
                .isEqualTo(401);
        assertThat(post(port, "msg_1", "" + ahead, webhook.sign("msg_1", ahead, body), body))
                .as("too far ahead")
                .isEqualTo(401);
        assertThat(post(port, "msg_1", "soon", good, body)).as("no time").isEqualTo(401);
        assertThat(post(port, "msg_1", "" + now, "v1,x v1 " + good.replace("v1,", "v2,"), body))
                .as("other signatures")
                .isEqualTo(401);
        String another = new Webhook("whsec_" + "B".repeat(32)).sign("msg_1", now, body);
        assertThat(post(port, "msg_1", "" + now, another, body))
                .as("another secret")
                .isEqualTo(401);
        assertThat(send(request(port, body))).as("not signed").isEqualTo(401);
    }

    private static int post(int port, String id, String time, String signature, String body) throws Exception {
        return send(request(port, body)
                .header("webhook-id", id)
                .header("webhook-timestamp", time)
                .header("webhook-signature", signature));
    }

    private static HttpRequest.Builder request(int port, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/earshot"))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body));
    }

    /** By a client of its own: one that is kept takes a connection of HTTP/1.0 for one that stays, and meets its end. */
    private static int send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private JsonNode channel(String url) throws Exception {
        var made = service.post(
                "/v1/channels", key, "{\"name\": \"receiver\", \"type\": \"webhook\", \"url\": \"" + url + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return MAPPER.readTree(made.body());
    }

    private String test(JsonNode channel) throws Exception {
        return MAPPER.readTree(service.post(path(channel, "test"), key, "").body())
                .path("result")
                .asString();
    }

    private void rotate(JsonNode channel) throws Exception {
        assertThat(service.post(path(channel, "rotate-secret"), key, "").statusCode())
                .isEqualTo(200);
    }

    private static String path(JsonNode channel, String action) {
        return "/v1/channels/" + channel.path("id").asString() + "/" + action;
    }

    private List<JsonNode> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
            return files.map(MAPPER::readTree).toList();
        }
    }

    private void serve(int port, String secret, String command) throws IOException {
        Path output = folder.resolve("receiver.log");
        ProcessBuilder builder = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("EARSHOT_WEBHOOK_SECRET", secret);
        builder.environment()
                .put(
                        "EARSHOT_INBOX",
                        Files.createDirectory(folder.resolve("kept")).toString());
        builder.environment().put("PORT", String.valueOf(port));
        receiver = builder.start();
        await().ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
    }

    /** The first fenced block of a language in the section about webhooks, as somebody copies it. */
    private static String example(String language) throws IOException {
        String section = SECTION.matcher(Files.readString(Path.of("../docs/integrate.md")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```")
                .matcher(section)
                .results()
                .map((MatchResult block) -> block.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no receiver in " + language));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
