package io.earshot.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.local.servers.FreePorts;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All of Earshot as a user starts it: the script {@code deploy/local/up}, in a folder and on ports of its own. */
final class RunningEarshot implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PATIENCE_WITH_ONE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final int offset;
    private final Process up;
    private final Path screen;

    private RunningEarshot(Path directory, int offset, Process up, Path screen) {
        this.directory = directory;
        this.offset = offset;
        this.up = up;
        this.screen = screen;
    }

    static RunningEarshot start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    /** @param settings for the services */
    static RunningEarshot start(Path folder, Map<String, String> settings, String... arguments) throws IOException {
        Path directory = folder.resolve("earshot");
        Path screen = folder.resolve("screen.log");
        // far from 9092 and its like on both sides, so that a running Earshot of the user is not met
        int offset = FreePorts.next() % 10_000 + 12_000;
        List<String> command = new ArrayList<>(List.of(
                "bash",
                RepositoryRoot.find().resolve("deploy/local/up").toString(),
                "--port-offset",
                Integer.toString(offset)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile());
        // five programs that compile at once
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(settings);
        builder.environment().put("EARSHOT_LOCAL_DIRECTORY", directory.toString());
        builder.environment().put("EARSHOT_LOCAL_MEMORY_MIB", "1024");
        RunningEarshot running = new RunningEarshot(directory, offset, builder.start(), screen);
        try {
            Awaitility.await("start of Earshot").atMost(PATIENCE).until(running::isReady);
        } catch (RuntimeException e) {
            running.close();
            throw new IllegalStateException("on the screen:\n" + running.screen(), e);
        }
        return running;
    }

    private boolean isReady() {
        if (!up.isAlive()) {
            throw new IllegalStateException("it ended");
        }
        return screen().contains("Ctrl-C");
    }

    String screen() {
        try {
            return Files.exists(screen) ? Files.readString(screen) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first word that the screen has after some others at the beginning of a line. */
    String said(String what) {
        return screen().lines()
                .map(String::strip)
                .filter(line -> line.startsWith(what + " "))
                .map(line -> line.substring(what.length()).strip().split(" ")[0])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the screen says nothing of " + what));
    }

    /** Where it is that is usually there. */
    int port(int usual) {
        return usual + offset;
    }

    /** What a service exports. */
    String metrics(Service service) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(uri(service.managementPort(), "/actuator/prometheus"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(UTF_8))
                .body();
    }

    String kafka() {
        return "localhost:" + (9092 + offset);
    }

    /** Posts a file to the ingest service, and waits for the last line of the answer. */
    JsonNode importCsv(Path csv, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(8080, "/v1/feedback/import?" + query))
                .header("Authorization", "Bearer " + key("EARSHOT_INGEST_KEY"))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofFile(csv))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        String[] lines = answer.body().strip().split("\n");
        return JSON.readTree(lines[lines.length - 1]);
    }

    JsonNode score(String query) {
        return get(8081, "/v1/scores?" + query, "EARSHOT_READ_KEY");
    }

    /** How many items each open case has, by the id of the item; an item that is in two cases counts two. */
    Map<String, Integer> casesByItem() {
        Map<String, Integer> found = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = get(8082, "/v1/cases?status=open&limit=100" + cursor, "EARSHOT_SUPPORT_KEY");
            for (JsonNode one : page.path("cases")) {
                for (JsonNode item : one.path("items")) {
                    found.merge(item.path("id").asString(), 1, Integer::sum);
                }
            }
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return found;
    }

    /** Sends a request with a key of {@code keys.env}, and a body unless it is empty. */
    HttpResponse<String> send(String method, int port, String path, String keyName, String json) {
        HttpRequest request = HttpRequest.newBuilder(uri(port, path))
                .header("Authorization", "Bearer " + key(keyName))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE_WITH_ONE)
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The folder with the data, logs and pid files of its parts. */
    Path directory() {
        return directory;
    }

    private JsonNode get(int port, String path, String keyName) {
        HttpResponse<String> answer = send("GET", port, path, keyName, "");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + (port + offset) + path);
    }

    /** A key of {@code keys.env}. */
    private String key(String name) {
        try {
            return Files.readAllLines(directory.resolve("keys.env")).stream()
                    .map(line -> line.replaceFirst("^export ", ""))
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1).replaceAll("^['\"]|['\"]$", ""))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + name + " in keys.env"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of a part, as its pid file names it. */
    ProcessHandle process(String part) {
        try {
            long pid = Long.parseLong(
                    Files.readString(directory.resolve(part + ".pid")).strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(part + " does not run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills a part, and waits until another process has taken its place. */
    void kill(String part) {
        ProcessHandle killed = process(part);
        killed.destroyForcibly();
        Awaitility.await("start of " + part + " after it was killed")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> process(part).pid() != killed.pid());
    }

    /** Ends it as Ctrl-C does, but by the signal that a test which was started in the background does not hand down as ignored. */
    @Override
    public void close() {
        try {
            new ProcessBuilder("kill", "-TERM", Long.toString(up.pid())).start().waitFor();
            up.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
