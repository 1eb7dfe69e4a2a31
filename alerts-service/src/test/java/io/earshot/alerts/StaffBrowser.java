package io.earshot.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.access.KeyRing;
import io.earshot.access.Session;
import io.earshot.access.SessionSeal;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Somebody of a shop's staff who is signed in, and sends forms as a browser without scripts does. */
final class StaffBrowser {

    static final String SECRET = "a secret for tests alone, 32 characters and more";

    private final AlertsProcess service;
    private final String cookie;

    /** @param person as an identity provider names them; null of who signed in with an access key */
    StaffBrowser(AlertsProcess service, String store, @Nullable String person) {
        this.service = service;
        Session session = new Session(
                KeyRing.hash(AlertsProcess.SUPPORT + store),
                person,
                Instant.now().plusSeconds(600));
        this.cookie = new SessionSeal(SECRET).seal(session);
    }

    String cookie() {
        return cookie;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return service.send(request(path).GET());
    }

    /** @param fields name and value by turns */
    HttpResponse<String> post(String path, String... fields) throws IOException, InterruptedException {
        return service.send(form(path, fields).header("Sec-Fetch-Site", "same-origin"));
    }

    HttpRequest.Builder form(String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(fields[i], UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        return service.request(path, null)
                .header("Accept", "text/html")
                .header("Cookie", SessionSeal.COOKIE + "=" + cookie);
    }

    /** What stands in the first field of that name. */
    static String field(String page, String name) {
        Matcher field = Pattern.compile("name=\"" + Pattern.quote(name) + "\" value=\"([^\"]*)\"")
                .matcher(page);
        if (!field.find()) {
            throw new AssertionError("no field " + name + " in " + page);
        }
        return field.group(1);
    }
}
