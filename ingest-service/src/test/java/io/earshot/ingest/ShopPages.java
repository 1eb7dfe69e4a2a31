package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A shop's web server, of an origin of its own. */
final class ShopPages implements AutoCloseable {

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> headers = new ConcurrentHashMap<>();
    private final HttpServer server;

    ShopPages() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] page = pages.getOrDefault(path, "<!doctype html><title>Shop</title><h1>Shop</h1>")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            headers.getOrDefault(path, Map.of()).forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Puts a page up. */
    void put(String path, String html) {
        pages.put(path, html);
    }

    /** Puts a page up that comes with headers of its own. */
    void put(String path, String html, Map<String, String> headers) {
        put(path, html);
        this.headers.put(path, headers);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
