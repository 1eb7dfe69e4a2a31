package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.local.servers.FreePorts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFrontTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static Site site;
    private static LocalKeys keys;

    @BeforeAll
    static void open() throws Exception {
        Home home = new Home(folder);
        Ports ports = new Ports(FreePorts.next() - new Ports(0).storeFront());
        site = Site.local(ports);
        keys = LocalKeys.of(home, List.of(site.storeFront().toString()), new SecureRandom());
        new StoreFront(site, keys).open(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.storeFront()));
    }

    @Test
    void hasTheWidgetAndLeadsToBoardAndInbox() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body())
                .contains(
                        "<script src=\"" + site.ingest() + "/widget.js\" data-key=\"" + keys.submit() + '"',
                        "<earshot-survey metric=\"nps\"",
                        "href=\"" + site.scoring() + "/\"",
                        "href=\"" + site.alerts() + "/\"")
                .doesNotContain("${", keys.signIn(), "<script>", "style=");
    }

    @Test
    void isVisitedByAnotherCustomerEachTime() throws Exception {
        assertThat(get("/").body()).isNotEqualTo(get("/").body());
    }

    @Test
    void hasAPolicyThatTheWidgetDoesNotNeedToLoosen() throws Exception {
        assertThat(get("/").headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src " + site.ingest() + ";")
                .doesNotContain("unsafe");
    }

    @Test
    void hasItsLookAndNothingElse() throws Exception {
        assertThat(get("/store.css").headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
        assertThat(get("/store.svg").headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(get("/index.html").statusCode()).isEqualTo(404);
        assertThat(get("/../demo-comments.tsv").statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(site.storeFront().resolve("/")).POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void leadsToTheOriginThatTheKeyLists() throws Exception {
        URI elsewhere = URI.create("http://127.0.0.1:" + site.storeFront().getPort() + "/");

        HttpResponse<String> answer = send(HttpRequest.newBuilder(elsewhere));

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("Location")).contains(site.storeFront() + "/");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(site.storeFront() + path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
