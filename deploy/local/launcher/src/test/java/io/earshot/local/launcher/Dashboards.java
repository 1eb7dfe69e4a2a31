package io.earshot.local.launcher;

import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queries of the dashboards in {@code deploy/grafana}. */
final class Dashboards {

    private static final JsonMapper JSON = new JsonMapper();

    private Dashboards() {}

    /** All of them, with a number in place of what Grafana makes of its window and its step. */
    static List<String> queries() throws IOException {
        Path folder = RepositoryRoot.find().resolve("deploy/grafana/dashboards");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(Dashboards::read)
                    .flatMap(dashboard -> Stream.concat(
                            dashboard.path("annotations").path("list").values().stream(),
                            dashboard.path("panels").values().stream()
                                    .flatMap(panel -> panel.path("targets").values().stream())))
                    .map(target -> target.path("expr").asString())
                    .map(query -> query.replace("$__rate_interval", "10s"))
                    .distinct()
                    .toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
