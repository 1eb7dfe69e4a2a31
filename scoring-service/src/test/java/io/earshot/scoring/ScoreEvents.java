package io.earshot.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a stream of scores has sent so far, read as a browser reads it. */
final class ScoreEvents implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpResponse<Stream<String>> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /**
     * An event.
     *
     * @param nanos when it came, of {@link System#nanoTime()}
     */
    record Event(String name, String id, JsonNode data, long nanos) {}

    private ScoreEvents(HttpResponse<Stream<String>> response) {
        this.response = response;
        Thread reader = new Thread(this::read, "score-events");
        reader.setDaemon(true);
        reader.start();
    }

    static ScoreEvents open(HttpClient http, HttpRequest request) {
        try {
            return new ScoreEvents(http.send(request, HttpResponse.BodyHandlers.ofLines()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (Stream<String> lines = response.body()) {
            StringBuilder data = new StringBuilder();
            String[] nameAndId = {"", ""};
            lines.forEach(line -> {
                if (line.startsWith("event:")) {
                    nameAndId[0] = line.substring(6);
                } else if (line.startsWith("id:")) {
                    nameAndId[1] = line.substring(3);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (!line.isEmpty()) {
                    others.add(line);
                } else if (!data.isEmpty()) {
                    events.add(
                            new Event(nameAndId[0], nameAndId[1], JSON.readTree(data.toString()), System.nanoTime()));
                    data.setLength(0);
                }
            });
        } catch (UncheckedIOException e) {
            others.add("broken: " + e.getMessage());
        } finally {
            ended = true;
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** The last event; fails if there is none. */
    Event last() {
        return events.get(events.size() - 1);
    }

    /** What else was sent: comments, the time to come back after, the body of a problem. */
    List<String> others() {
        return List.copyOf(others);
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        response.body().close();
    }
}
