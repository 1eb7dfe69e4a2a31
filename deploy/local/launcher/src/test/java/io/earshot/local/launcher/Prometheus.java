package io.earshot.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.local.servers.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus, the machine's own, that scrapes a running Earshot every second. */
final class Prometheus implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final Path log;

    private Prometheus(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** @param rules files with rules that it evaluates every second */
    static Prometheus start(Path folder, RunningEarshot earshot, List<Path> rules) throws IOException {
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), configuration(earshot, rules));
        Path log = folder.resolve("prometheus.log");
        int port = FreePorts.next();
        Process process = new ProcessBuilder(
                        program("prometheus"),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Prometheus started = new Prometheus(process, port, log);
        try {
            Awaitility.await("start of Prometheus")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> started.get("/-/ready").statusCode() == 200);
        } catch (RuntimeException e) {
            started.close();
            throw new IllegalStateException("its log:\n" + Files.readString(log), e);
        }
        return started;
    }

    /** The jobs have the names of {@code deploy/prometheus/prometheus.yml}. */
    private static String configuration(RunningEarshot earshot, List<Path> rules) {
        String jobs = Stream.of(Service.values())
                .map(service -> """
                          - job_name: %s
                            metrics_path: /actuator/prometheus
                            static_configs: [{targets: ['127.0.0.1:%d']}]
                        """.formatted(
                                service.partName().replaceFirst("(.*)-service", "earshot-$1"),
                                earshot.port(service.managementPort())))
                .collect(Collectors.joining());
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: %s
                scrape_configs:
                %s""".formatted(rules.stream().map(file -> "'" + file + "'").toList(), jobs);
    }

    /** A program on the path; fails where there is none, since a skipped proof is none. */
    static String program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new IllegalStateException("no " + name
                        + " on the PATH (expected: Prometheus and Alertmanager, on Debian by apt-get install prometheus"
                        + " prometheus-alertmanager)"));
    }

    /** The answer to a query right now; its {@code status} is {@code error} where there is a fault in it. */
    JsonNode query(String query) {
        return JSON.readTree(
                get("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8)).body());
    }

    /** All rules, as they were last evaluated. */
    List<JsonNode> rules() {
        return JSON.readTree(get("/api/v1/rules").body()).path("data").path("groups").values().stream()
                .flatMap(group -> group.path("rules").values().stream())
                .toList();
    }

    /** The names of the alerts that fire. */
    Set<String> firing() {
        return rules().stream()
                .filter(rule -> rule.path("state").asString("").equals("firing"))
                .map(rule -> rule.path("name").asString())
                .collect(Collectors.toSet());
    }

    private HttpResponse<String> get(String path) {
        if (!process.isAlive()) {
            throw new IllegalStateException("Prometheus has ended, see " + log);
        }
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
