package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.ingest.item.Endpoint;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The survey page where nothing can be stored. */
class AskingWithoutKafkaIT {

    private static RunningIngest ingest;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest("localhost:1", "earshot.ingest.limit.submit-rate=1/1h");
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void keepsWhatWasTypedForAnotherClick() {
        HttpResponse<String> unavailable = answer();
        HttpResponse<String> limited = answer();

        assertThat(List.of(unavailable, limited))
                .allSatisfy(page -> assertThat(page.body())
                        .contains("name=\"comment\" value=\"Late &quot;again&quot;\"", "Try again"));
        assertThat(unavailable.statusCode()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).contains("1");
        assertThat(unavailable.body()).contains("&amp;id=");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(ingest.counters(Endpoint.PAGE).received().count()).isEqualTo(2);
        assertThat(ingest.counters(Endpoint.PAGE).limited().count()).isEqualTo(1);
        assertThat(ingest.counters(Endpoint.PAGE).unavailable().count()).isEqualTo(1);
    }

    private static HttpResponse<String> answer() {
        return ingest.send(HttpRequest.newBuilder(ingest.uri("/survey?metric=nps&key=" + RunningIngest.SUBMIT_KEY))
                .header("Origin", RunningIngest.ORIGIN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("score=3&comment=Late+%22again%22")));
    }
}
