package io.earshot.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A made-up shop for {@code --demo}, with the widget on its page: where to give an answer and see what comes of it. Of an origin of its own as every shop is, and under a policy as strict as shops may have one.
 */
final class StoreFront {

    private static final String PAGE = "/";

    private static final Map<String, String> FILES = Map.of(
            PAGE, "text/html; charset=utf-8", "/store.css", "text/css; charset=utf-8", "/store.svg", "image/svg+xml");

    private final URI address;
    private final URI ingest;
    private final Map<String, String> texts;

    /** @param site as browsers find it */
    StoreFront(Site site, LocalKeys keys) {
        this.address = site.storeFront();
        this.ingest = site.ingest();
        this.texts = Map.of(
                "ingest",
                ingest.toString(),
                "board",
                site.scoring() + "/",
                "inbox",
                site.alerts() + "/",
                "key",
                keys.submit());
    }

    /**
     * Opens the shop, until the process ends.
     *
     * @param listen where its requests arrive
     * @throws IOException if the port is in use
     */
    void open(InetSocketAddress listen) throws IOException {
        HttpServer server = HttpServer.create(listen, 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().add("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else if (!address.getAuthority()
                    .equals(exchange.getRequestHeaders().getFirst("Host"))) {
                // the key lists one origin of this shop, and 127.0.0.1 would be another
                exchange.getResponseHeaders().add("Location", address + "/");
                exchange.sendResponseHeaders(307, -1);
            } else if (!FILES.containsKey(path)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                send(exchange, path);
            }
        }
    }

    private void send(HttpExchange exchange, String path) throws IOException {
        byte[] content = path.equals(PAGE) ? page().getBytes(UTF_8) : read(path);
        var headers = exchange.getResponseHeaders();
        headers.add("Content-Type", FILES.get(path));
        headers.add("Cache-Control", "no-store");
        headers.add("X-Content-Type-Options", "nosniff");
        headers.add(
                "Content-Security-Policy",
                "default-src 'none'; script-src %1$s; connect-src %1$s; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        .formatted(ingest));
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    /** For another customer each time, so that each answer is a case of its own. */
    private String page() throws IOException {
        int visit = ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
        String page = new String(read("/index.html"), UTF_8)
                .replace("${customer}", "visitor-" + visit)
                .replace("${order}", "o-" + visit);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            page = page.replace("${" + text.getKey() + "}", text.getValue());
        }
        return page;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(StoreFront.class.getResourceAsStream("/store" + name), name)) {
            return in.readAllBytes();
        }
    }
}
