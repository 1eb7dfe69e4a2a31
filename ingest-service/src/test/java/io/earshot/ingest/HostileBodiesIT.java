package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.ingest.item.Endpoint;
import io.earshot.testservers.TestServers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are made to hurt: each gets a clear 4xx in bounded time, and those who send honest ones notice nothing. */
@Timeout(60)
class HostileBodiesIT {

    private static final String POST = "/v1/feedback";
    private static final String BATCH = "/v1/feedback/batch";
    private static final String REVIEW = "\"kind\":\"review\",\"rating\":3";

    private static RunningIngest ingest;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest(
                TestServers.kafka(), "earshot.ingest.slow.body=700ms", "earshot.ingest.slow.head=700ms");
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void takesGzipAtAllThreeEndpoints() {
        assertThat(sendGzip(POST, gzip(("{" + REVIEW + "}").getBytes(UTF_8))).statusCode())
                .isEqualTo(202);
        assertThat(sendGzip(BATCH, gzip(("[{" + REVIEW + "},{" + REVIEW + "}]").getBytes(UTF_8)))
                        .body())
                .isEqualTo("{\"accepted\":2,\"rejected\":0,\"results\":[]}");
        HttpResponse<String> imported = importGzip(gzip("stars\n5\n4\n".getBytes(UTF_8)));
        assertThat(imported.body()).contains("\"done\":true,\"accepted\":2");
    }

    @Test
    void refusesAGzipBombWithinMoments() {
        byte[] bomb = gzip(new byte[200 * 1024 * 1024]);
        byte[] smallBomb = gzip(new byte[10 * 1024 * 1024]);
        double before = ingest.counters(Endpoint.BATCH).rejected().count();

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> sendGzip(BATCH, bomb)));
            answers.add(CompletableFuture.supplyAsync(() -> sendGzip(POST, smallBomb)));
        }

        assertStillAnswers();
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(413);
            assertThat(json(answer.join()).path("detail").asString()).startsWith("the body has more than");
        });
        assertThat(ingest.counters(Endpoint.BATCH).rejected().count()).isEqualTo(before + 20);
    }

    @Test
    void refusesGzipThatIsTruncatedCorruptOrFollowedBySomethingElse() {
        byte[] good = gzip(("[{" + REVIEW + "}]").getBytes(UTF_8));
        byte[] corrupt = good.clone();
        corrupt[good.length - 6] ^= 1;

        for (byte[] bad : List.of(
                Arrays.copyOf(good, good.length - 1), corrupt, Arrays.copyOf(good, good.length + 1), new byte[0])) {
            HttpResponse<String> answer = sendGzip(BATCH, bad);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).path("type").asString()).endsWith(":malformed-body");
            assertThat(json(answer).path("detail").asString()).startsWith("Content-Encoding: gzip, but ");
        }
    }

    @Test
    void tellsOfATruncatedGzipFileAndKeepsTheRowsBefore() {
        byte[] whole = gzip("stars\n5\n4\n".getBytes(UTF_8));

        String answer = importGzip(Arrays.copyOf(whole, whole.length - 4)).body();

        assertThat(answer)
                .contains(
                        "\"done\":false,\"reason\":\"the file did not come to its end: truncated gzip\",\"accepted\":2");
    }

    @Test
    void breaksOffAtARowThatIsTooLargeForMemory() {
        String wide = "stars" + ",x".repeat(2_000) + "\n5\n";
        String large = "stars,text\n5,good\n4," + "x".repeat(2_000_000) + "\n";

        assertThat(json(importGzip(gzip(wide.getBytes(UTF_8)))).path("detail").asString())
                .startsWith("not CSV behind line 1: ");
        assertThat(importGzip(gzip(large.getBytes(UTF_8))).body())
                .contains("\"done\":false,\"reason\":\"not CSV behind line 2: ", "\"accepted\":1");
    }

    @Test
    void namesTheEncodingItTakes() {
        HttpResponse<String> answer = ingest.send(ingest.request(POST)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {POST, BATCH})
    void refusesABodyThatStopsAndClosesItsConnection(String path) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer " + RunningIngest.INGEST_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"kind\":";
        long start = System.nanoTime();

        String answer = exchange(head);

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("connection: close");
        assertThat(answer).contains("\"detail\":\"the body did not come to its end in time");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(600), Duration.ofSeconds(10));
    }

    @Test
    void refusesAChunkedBodyThatTricklesOn() throws Exception {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "POST " + POST + " HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer "
                            + RunningIngest.INGEST_KEY
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> readAll(socket));
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        tryWrite(socket, "1\r\n \r\n");
                        return answer.isDone();
                    });

            assertThat(answer.join()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void closesAConnectionWhoseBodyStopsBehindARefusal() throws IOException {
        String answer = exchange("POST " + POST + " HTTP/1.1\r\nHost: shop\r\nContent-Length: 500\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void closesAConnectionWhoseHeadStops() throws IOException {
        assertThat(exchange("POST " + POST + " HTTP/1.1\r\nHost: sh")).isEmpty();
    }

    @Test
    void letsAnImportTakeLongerThanAPost() throws Exception {
        try (Socket socket = connect()) {
            write(
                    socket,
                    "POST /v1/feedback/import?kind==review&rating=stars HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer "
                            + RunningIngest.INGEST_KEY
                            + "\r\nContent-Type: text/csv\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nstars\n\r\n");
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> readAll(socket));
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                write(socket, "2\r\n5\n\r\n");
                return System.nanoTime() - start > Duration.ofMillis(2_500).toNanos();
            });
            write(socket, "0\r\n\r\n");

            assertThat(answer.join()).startsWith("HTTP/1.1 200 ").contains("\"done\":true");
        }
    }

    @Test
    void refuses5MegabytesBeforeOrAfterTheirLengthIsKnown() {
        byte[] large = new byte[5 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');

        for (String path : List.of(POST, BATCH)) {
            assertThat(send(path, BodyPublishers.ofByteArray(large)).statusCode())
                    .isEqualTo(413);
            assertThat(send(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                            .statusCode())
                    .isEqualTo(413);
        }
        assertStillAnswers();
    }

    @Test
    void refusesDeepJson() {
        HttpResponse<String> open = ingest.post(POST, "{\"x\":" + "[".repeat(10_000));
        HttpResponse<String> closed = ingest.post(POST, "{" + REVIEW + ",\"x\":" + nested(7_000) + "}");
        HttpResponse<String> deepest = ingest.post(BATCH, "[" + "[".repeat(4_000_000));
        HttpResponse<String> batch =
                ingest.post(BATCH, "[{" + REVIEW + "},{" + REVIEW + ",\"x\":" + nested(7_000) + "}]");

        assertThat(open.statusCode()).isEqualTo(400);
        assertThat(closed.statusCode()).isEqualTo(400);
        assertThat(closed.body()).contains("nested 7001 deep (expected: at most 16)");
        assertThat(deepest.statusCode()).isEqualTo(400);
        assertThat(deepest.body()).contains("nesting beyond what fits into an item (expected: at most 16384");
        assertThat(batch.statusCode()).isEqualTo(207);
        assertThat(json(batch).path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void answersAnItemOfUnknownFieldsWithNoMoreThanAFewKilobytes() {
        StringBuilder item = new StringBuilder("{" + REVIEW);
        for (int i = 0; i < 1_500; i++) {
            item.append(",\"").append(i).append("\":0");
        }

        HttpResponse<String> answer = ingest.post(POST, item.append('}').toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asString()).isEqualTo("1501 faults");
        assertThat(answer.body()).contains("… and 1471 more").hasSizeLessThan(3_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'review','rating':1e999999}|1e999999 (expected: an integer)",
                "{'kind':'review','rating':-1e-999999}|-1e-999999 (expected: an integer)",
                "{'kind':'review','rating':3,'rating':3}|given twice (expected: once)",
                "{'kind':'review','rating':3,'customer':{'id':'a'},'customer':{'id':'b'}}|given twice (expected: once)",
                "{'kind':'review','rating':3,'context':{'page':'a','page':'b'}}|given twice (expected: once)",
                "{'kind':'review','rating':3,'comment':'a\\u0000b'}|(expected: no NUL character)",
            })
    void refusesDuplicatesAndHugeNumbersByName(String item, String message) {
        HttpResponse<String> answer = ingest.post(POST, item.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errors").path(0).path("message").asString())
                .contains(message);
    }

    @Test
    void refusesANumberOfThousandsOfDigits() {
        for (int digits : new int[] {1_000, 16_000}) {
            HttpResponse<String> answer =
                    ingest.post(POST, "{\"kind\":\"review\",\"rating\":" + "7".repeat(digits) + "}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("7… (expected: a small integer)");
        }
        HttpResponse<String> megabyte = ingest.post(BATCH, "[{\"rating\":" + "7".repeat(1_000_000) + "}]");
        assertThat(megabyte.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        HttpResponse<String> broken = send(
                POST, BodyPublishers.ofByteArray(("{" + REVIEW + ",\"comment\":\"\u00e9\"}").getBytes(ISO_8859_1)));
        HttpResponse<String> wide = send(POST, BodyPublishers.ofByteArray(("{" + REVIEW + "}").getBytes(UTF_16)));
        HttpResponse<String> control = ingest.post(POST, "{" + REVIEW + ",\"comment\":\"a\u0000b\"}");

        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(json(broken).path("detail").asString()).contains("UTF-8");
        assertThat(wide.statusCode()).isEqualTo(400);
        assertThat(wide.body()).contains("text in UTF-16 or UTF-32 (expected: UTF-8)");
        assertThat(control.statusCode()).isEqualTo(400);
    }

    @Test
    void answersOthersWhileManySlowBodiesAreOpen() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = connect();
                slow.add(socket);
                write(
                        socket,
                        "POST " + POST + " HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer " + RunningIngest.INGEST_KEY
                                + "\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{");
            }
            assertStillAnswers();
            for (Socket socket : slow) {
                assertThat(readAll(socket)).startsWith("HTTP/1.1 408 ");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static void assertStillAnswers() {
        long start = System.nanoTime();
        assertThat(ingest.get("/livez").statusCode()).isEqualTo(200);
        assertThat(ingest.post(POST, "{" + REVIEW + "}").statusCode()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static HttpResponse<String> send(String path, BodyPublisher body) {
        return ingest.send(
                ingest.request(path).header("Content-Type", "application/json").POST(body));
    }

    private static HttpResponse<String> sendGzip(String path, byte[] body) {
        return ingest.send(ingest.request(path)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> importGzip(byte[] body) {
        return ingest.send(ingest.request("/v1/feedback/import?kind==review&rating=stars")
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private static String nested(int deep) {
        return "[".repeat(deep) + "]".repeat(deep);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Sends the text and nothing more, and reads until the connection is closed. */
    private static String exchange(String text) throws IOException {
        try (Socket socket = connect()) {
            write(socket, text);
            return readAll(socket);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("localhost", ingest.uri("/").getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private static void tryWrite(Socket socket, String text) {
        try {
            write(socket, text);
        } catch (IOException e) {
            // the service has closed the connection, as it should
        }
    }

    private static String readAll(Socket socket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            // closed while this side was still sending: what came before counts
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(UTF_8);
    }
}
