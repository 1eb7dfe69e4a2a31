package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies the examples of {@code docs/integrate.md} out and runs them. Needs bash, curl, node, php (with its curl extension) and python3: not on
 * every machine, so it belongs to the profile {@code browser}; where that is asked for and one is missing, it fails.
 */
class ExternalProgramsIT {

    private static final String SECRET = "hush";

    @TempDir
    private Path folder;

    private final IntegratePage page = new IntegratePage();
    private final List<Process> started = new ArrayList<>();

    private static RunningIngest ingest;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stopAdapters() {
        started.forEach(Process::destroy);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void postsWithCurlAndTakesBack() throws Exception {
        assertThat(run("bash", write("post.sh", page.block("curl", "sh", 0))))
                .isEqualTo(page.block("curl", "json", 0).strip());
        assertThat(ids()).contains("nps-order-551");

        assertThat(run("bash", write("delete.sh", page.block("Take back", "sh", 0))))
                .isEqualTo("{\"id\":\"nps-order-551\"}{\"id\":\"c-17\"}");
    }

    @Test
    void postsWithNode() throws Exception {
        write("earshot.mjs", page.block("Node", "js", 0));

        run("node", write("use.mjs", page.block("Node", "js", 1)));

        assertThat(ids()).contains("review-r-77");
    }

    @Test
    void postsWithPhp() throws Exception {
        write("earshot.php", page.block("PHP", "php", 0));

        run("php", write("use.php", page.block("PHP", "php", 1)));

        assertThat(ids()).contains("csat-ticket-4711");
    }

    @Test
    void postsABatchWithPython() throws Exception {
        write("earshot.py", page.block("Python", "python", 0));

        String output = run("python3", write("use.py", page.block("Python", "python", 1)));

        assertThat(output).isEqualTo(page.block("Python", "", 0).strip());
        assertThat(ids()).contains("ces-551", "idea-9").doesNotContain("ces-552");
    }

    @Test
    void takesWhatShopifyDelivers() throws Exception {
        int port = freePort();
        serve(
                port,
                Map.of("SHOPIFY_SECRET", SECRET, "PORT", "" + port),
                "node",
                write("shopify.mjs", page.block("Shopify", "js", 0)));
        String order = """
                {"id": 820982911946154508, "admin_graphql_api_id": "gid://shopify/Order/820982911946154508", "name": "#9999",
                 "created_at": "2026-11-21T05:07:06-05:00", "email": "jon@shop.example", "customer_locale": "en",
                 "customer": {"id": 115310627314723954, "admin_graphql_api_id": "gid://shopify/Customer/115310627314723954"},
                 "note_attributes": [{"name": "earshot_ces", "value": "%s"}, {"name": "earshot_comment", "value": "Typed it twice"}]}
                """;

        assertThat(deliver(port, order.formatted(2), "X-Shopify-Hmac-Sha256", signature(order.formatted(2))))
                .isEqualTo(200);
        assertThat(deliver(port, order.formatted(2), "X-Shopify-Hmac-Sha256", signature(order.formatted(2))))
                .isEqualTo(200);
        assertThat(deliver(port, order.formatted(3), "X-Shopify-Hmac-Sha256", signature(order.formatted(2))))
                .isEqualTo(401);
        assertThat(deliver(port, order.formatted(3), "X-Other", "x")).isEqualTo(401);

        List<Feedback> items = items("shopify-");
        assertThat(items).hasSize(2).containsOnly(items.get(0));
        assertThat(items.get(0).id()).isEqualTo("shopify-820982911946154508-ces");
    }

    @Test
    void takesWhatWooCommerceDelivers() throws Exception {
        HttpServer shop = shop("""
                {"id": 12, "date_created_gmt": "2026-11-20T10:00:00", "product_id": 31, "status": "approved", "reviewer": "Kim",
                 "reviewer_email": "kim@shop.example", "review": "<p>The zip broke &amp; it leaks</p>", "rating": 2}
                """);
        try {
            int port = freePort();
            write("earshot.php", page.block("PHP", "php", 0));
            Map<String, String> settings = Map.of(
                    "WOOCOMMERCE_SECRET",
                    SECRET,
                    "WOOCOMMERCE_KEY",
                    "ck_1:cs_1",
                    "WOOCOMMERCE_URL",
                    "http://127.0.0.1:" + shop.getAddress().getPort());
            Path adapter = write("woocommerce.php", page.block("WooCommerce", "php", 0));
            serve(port, settings, "php", "-S", "127.0.0.1:" + port, adapter.toString());
            String review = "{\"action\":\"comment_post\",\"arg\":12}";
            String ofBlog = "{\"action\":\"comment_post\",\"arg\":13}";
            String order =
                    "{\"id\":727,\"number\":\"727\",\"date_created_gmt\":\"2026-11-20T09:00:00\",\"customer_id\":0,"
                            + "\"billing\":{\"email\":\"kim@shop.example\"},\"meta_data\":[{\"key\":\"earshot_ces\",\"value\":\"3\"}]}";

            assertThat(deliver(port, "webhook_id=7", "X-Other", "x")).isEqualTo(200);
            assertThat(woo(port, "action.comment_post", review, signature(review)))
                    .isEqualTo(200);
            assertThat(woo(port, "action.comment_post", ofBlog, signature(ofBlog)))
                    .isEqualTo(200);
            assertThat(woo(port, "order.updated", order, signature(order))).isEqualTo(200);
            assertThat(woo(port, "order.updated", order, signature(review))).isEqualTo(401);
            assertThat(deliver(port, order, "X-WC-Webhook-Topic", "order.updated"))
                    .isEqualTo(401);
        } finally {
            shop.stop(0);
        }
        String erased = run("bash", write("erase.sh", page.block("Take back", "sh", 1)));
        assertThat(items("woocommerce-"))
                .extracting(item -> "{\"id\":\"" + item.customer().id() + "\"}")
                .containsOnly(erased);
        assertThat(items("woocommerce-"))
                .extracting(Feedback::id, Feedback::comment)
                .containsExactly(
                        tuple("woocommerce-review-12", "The zip broke & it leaks"), tuple("woocommerce-727-ces", null));
    }

    /** What stands on the topic, but for withdrawals and erasures. */
    private static List<Feedback> items(String prefix) {
        return EventLog.records(TestServers.kafka(), ingest.store()).stream()
                .map(FeedbackRecords::read)
                .filter(Submitted.class::isInstance)
                .map(event -> ((Submitted) event).feedback())
                .filter(item -> item.id().startsWith(prefix))
                .toList();
    }

    private static List<String> ids() {
        return items("").stream().map(Feedback::id).toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ProcessBuilder process(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .putAll(Map.of("EARSHOT_URL", ingest.uri("").toString(), "EARSHOT_KEY", RunningIngest.INGEST_KEY));
        return builder;
    }

    private String run(String interpreter, Path example) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = process(interpreter, example.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        started.add(process);
        boolean ended = process.waitFor(1, TimeUnit.MINUTES);
        String said = Files.readString(output).strip();
        assertThat(ended).describedAs(said).isTrue();
        assertThat(process.exitValue()).describedAs(said).isZero();
        return said;
    }

    private void serve(int port, Map<String, String> settings, String interpreter, Path example) throws IOException {
        serve(port, settings, interpreter, example.toString());
    }

    private void serve(int port, Map<String, String> settings, String... command) throws IOException {
        ProcessBuilder builder = process(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().putAll(settings);
        started.add(builder.start());
        await().ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
    }

    private int woo(int port, String topic, String body, String signature) {
        return deliver(port, body, "X-WC-Webhook-Topic", topic, "X-WC-Webhook-Signature", signature);
    }

    private int deliver(int port, String body, String... headers) {
        return ingest.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .headers(headers)
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private static String signature(String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));
    }

    /** A WooCommerce that has one review, 12. */
    private static HttpServer shop(String review) throws IOException {
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals("/wp-json/wc/v3/products/reviews/12")
                    && exchange.getRequestHeaders().getFirst("Authorization").startsWith("Basic ");
            byte[] body = (known ? review : "{}").getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        shop.start();
        return shop;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
