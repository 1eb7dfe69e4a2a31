package io.earshot.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A store's endpoint: takes messages, keeps them, answers as it is told. */
final class Endpoint implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile int failOneOf;
    private volatile Map<String, String> answerHeaders = Map.of();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Endpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        server.setExecutor(executor);
        server.createContext("/", this::take);
        server.start();
    }

    /**
     * What came in, header names in lower case.
     *
     * @param status what it is answered with
     */
    record Message(Map<String, List<String>> headers, String body, int status) {

        JsonNode json() {
            return MAPPER.readTree(body);
        }

        String id() {
            return headers.get("webhook-id").get(0);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(), Map.Entry::getValue));
        int failing = failOneOf;
        int answer = failing > 0 && messages.size() % failing == 0 ? 500 : status;
        messages.add(new Message(headers, body, answer));
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (answer >= 300 && answer < 400) {
            exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        }
        answerHeaders.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    void answer(int newStatus) {
        status = newStatus;
    }

    void answer(int newStatus, Map<String, String> headers) {
        answerHeaders = headers;
        status = newStatus;
    }

    /** Fails the first of each so many. */
    void failOneOf(int requests) {
        failOneOf = requests;
    }

    /** Lets every request hang until {@link #release()}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    List<Message> messages() {
        return messages;
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        executor.shutdownNow();
    }
}
