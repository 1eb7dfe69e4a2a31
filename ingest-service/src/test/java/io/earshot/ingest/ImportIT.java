package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.Review;
import io.earshot.ingest.item.Endpoint;
import io.earshot.testservers.TestServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImportIT {

    private static final String REVIEWS =
            "kind==review&id=row&idPrefix=r-&occurredAt==2026-11-01T00:00:00Z&rating=Rating&comment=Review+Text&product=Clothing+ID";

    private RunningIngest ingest;

    @BeforeEach
    void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void keepsTheGoodRowsAndNamesTheLinesOfTheBad() {
        HttpResponse<String> response = importCsv(
                REVIEWS,
                "\uFEFFrow,Clothing ID,Review Text,Rating\r\n"
                        + "1,767,\"Lovely,\r\nsaid my \"\"aunt\"\"\",5\r\n"
                        + "2,768,,9\r\n"
                        + ",769,no id,3\r\n"
                        + "4,770\r\n"
                        + "5,771,\u00e5\u00e4\u00f6 \ud83d\ude00,1\r\n");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        JsonNode last = last(response);
        assertThat(last.path("done").asBoolean()).isTrue();
        assertThat(last.path("accepted").asInt()).isEqualTo(2);
        assertThat(last.path("rejected").asInt()).isEqualTo(3);
        // the first row spans two lines
        assertThat(last.path("problems").findValuesAsString("line")).containsExactly("4", "5", "6");
        List<Submitted> items = EventLog.items(TestServers.kafka(), ingest.store());
        assertThat(items).extracting(item -> item.feedback().id()).containsExactly("r-1", "r-5");
        Review first = (Review) items.get(0).feedback();
        assertThat(first.comment()).isEqualTo("Lovely,\r\nsaid my \"aunt\"");
        assertThat(first.context().product()).isEqualTo("767");
        assertThat(first.occurredAt()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(items.get(1).feedback().comment()).isEqualTo("\u00e5\u00e4\u00f6 \ud83d\ude00");
        var counters = ingest.counters(Endpoint.IMPORT);
        assertThat(counters.received().count()).isEqualTo(5);
        assertThat(counters.accepted().count()).isEqualTo(2);
        assertThat(counters.rejected().count()).isEqualTo(3);
    }

    @Test
    void givesARepeatedFileTheSameIds() {
        String csv = "row,Clothing ID,Review Text,Rating\n"
                + IntStream.range(0, 3_000)
                        .mapToObj(i -> i + "," + i % 50 + ",fine," + (i % 5 + 1))
                        .collect(Collectors.joining("\n"));

        assertThat(last(importCsv(REVIEWS, csv)).path("accepted").asInt()).isEqualTo(3_000);
        assertThat(last(importCsv(REVIEWS, csv)).path("accepted").asInt()).isEqualTo(3_000);

        List<String> ids = EventLog.ids(TestServers.kafka(), ingest.store());
        assertThat(ids).hasSize(6_000);
        assertThat(ids.stream().distinct()).hasSize(3_000);
        assertThat(ids.subList(0, 3_000))
                .as("in the order of the file, though several chunks are under way at a time")
                .containsExactlyElementsOf(
                        IntStream.range(0, 3_000).mapToObj(i -> "r-" + i).toList());
    }

    @Test
    void refusesARowThatIsTooLargeAsAnItem() {
        String emoji = "\ud83d\ude00";

        HttpResponse<String> response = importCsv(
                REVIEWS,
                "row,Clothing ID,Review Text,Rating\n1,2," + emoji.repeat(4_000) + ",3\n2,2," + emoji.repeat(4_500)
                        + ",3\n" + "3,2," + "\u0001".repeat(3_000) + ",3\n4,2," + "x".repeat(5_000) + ",3\n");

        JsonNode last = last(response);
        assertThat(last.path("problems").findValuesAsString("line")).containsExactly("3", "4");
        assertThat(last.path("problems").findValuesAsString("message"))
                .containsOnly("more than 16384 bytes as JSON (expected: at most that)");
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).containsExactly("r-1", "r-4");
    }

    @Test
    void refusesAFileWithoutTheColumnsBeforeAnythingIsKept() {
        HttpResponse<String> column = importCsv(REVIEWS, "row,Clothing ID,Rating\n1,2,3\n");
        HttpResponse<String> parameter = importCsv(REVIEWS + "&colour=Red", "row\n1\n");
        HttpResponse<String> empty = importCsv(REVIEWS, "");

        assertThat(column.statusCode()).isEqualTo(400);
        assertThat(json(column).path("errors").path(0).path("message").asString())
                .isEqualTo("no column \"Review Text\" (expected: one of row, Clothing ID, Rating)");
        assertThat(parameter.statusCode()).isEqualTo(400);
        assertThat(json(parameter).path("errors").path(0).path("field").asString())
                .isEqualTo("colour");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).isEmpty();
    }

    @Test
    void breaksOffWhereTheFileIsNoCsvAndKeepsTheRowsBefore() {
        HttpResponse<String> response = importCsv(
                REVIEWS, "row,Clothing ID,Review Text,Rating\n1,2,good,3\n2,2,\"never closed,3\n3,2,lost,3\n");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode last = last(response);
        assertThat(last.path("done").asBoolean()).isFalse();
        assertThat(last.path("reason").asString()).startsWith("not CSV behind line 2");
        assertThat(last.path("accepted").asInt()).isEqualTo(1);
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).containsExactly("r-1");
    }

    @Test
    void refusesAFileThatIsNotUtf8() {
        HttpResponse<String> response = ingest.importCsv(
                REVIEWS,
                BodyPublishers.ofByteArray(
                        "row,Clothing ID,Review Text,Rating\n1,2,gr\u00fcn,3\n".getBytes(ISO_8859_1)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("detail").asString()).startsWith("not UTF-8");
    }

    private HttpResponse<String> importCsv(String query, String csv) {
        return ingest.importCsv(query, BodyPublishers.ofString(csv));
    }

    private static JsonNode last(HttpResponse<String> response) {
        List<String> lines = response.body().lines().toList();
        return json(lines.get(lines.size() - 1));
    }
}
