package io.earshot.local.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests to the services' public API. */
final class Http {

    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE)
            .build();

    boolean answersOk(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(PROBE).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    HttpResponse<String> get(URI address, String key) throws IOException, InterruptedException {
        return client.send(authorized(address, key).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> postJson(URI address, String key, String json) throws IOException, InterruptedException {
        HttpRequest request = authorized(address, key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder authorized(URI address, String key) {
        return HttpRequest.newBuilder(address).timeout(TIMEOUT).header("Authorization", "Bearer " + key);
    }
}
