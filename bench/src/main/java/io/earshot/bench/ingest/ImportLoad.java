package io.earshot.bench.ingest;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** One file, streamed into the service as fast as it takes it. */
final class ImportLoad {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ImportLoad() {}

    record Result(long rows, Duration took) {

        double rowsPerSecond() {
            return rows / (took.toNanos() / 1e9);
        }
    }

    /** @throws IllegalStateException unless every row of the file is accepted */
    static CompletableFuture<Result> start(InetSocketAddress server, String key, CsvFile file) {
        long begin = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getPort() + "/v1/feedback/import?" + CsvFile.QUERY))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> file))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenApply(answer -> check(answer, file, begin));
    }

    private static Result check(HttpResponse<Stream<String>> answer, CsvFile file, long begin) {
        String last = answer.body().reduce("", (before, line) -> line);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        JsonNode end = answer.statusCode() == 200 ? MAPPER.readTree(last) : MAPPER.createObjectNode();
        if (!end.path("done").asBoolean(false) || end.path("accepted").asLong(-1) != file.rows()) {
            throw new IllegalStateException(
                    "the import of " + file.rows() + " rows ended with status " + answer.statusCode() + " and " + last);
        }
        return new Result(file.rows(), took);
    }
}
