package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.Topics;
import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.CassandraServer.CommitLog;
import io.earshot.local.servers.KafkaServer;
import io.earshot.testservers.CassandraAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an answer costs on disk, on the topic and in each table. {@code docs/privacy.md} has the figures; {@code EARSHOT_STORAGE_ANSWERS} says
 * of how many answers.
 */
class StorageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int STORES = 20;
    private static final int DAYS = 90;
    private static final String[] WORDS =
            "the parcel came late but support was friendly and quick to answer size fits colour is not as shown would buy again never had such trouble with returns price good quality thank you"
                    .split(" ");

    @TempDir
    private static Path folder;

    @Test
    void anAnswerCostsLessThanTwoKilobytesInAll() {
        String given = System.getenv("EARSHOT_STORAGE_ANSWERS");
        int answers = given == null ? 5_000 : Integer.parseInt(given);
        Map<String, Long> bytes = new TreeMap<>();
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")))) {
            CassandraServer.Settings settings =
                    CassandraServer.Settings.in(folder.resolve("cassandra")).with(CommitLog.PERIODIC);
            try (CassandraServer cassandra = CassandraServer.start(settings)) {
                kafka.awaitReady(PATIENCE);
                cassandra.awaitReady(PATIENCE);
                write(answers, kafka, cassandra);
            } // stopped, it writes everything to its files
            Path tables = folder.resolve("cassandra/data/storage_it");
            for (Path table : list(tables)) {
                String name = table.getFileName().toString();
                bytes.put(name.substring(0, name.lastIndexOf('-')), size(table, "", ""));
            }
            bytes.put("topic", size(folder.resolve("kafka/data"), Topics.EVENTS + "-", ".log"));
        }
        bytes.forEach((place, size) -> System.out.printf(
                Locale.ROOT, "%-16s %,12d bytes, %6.1f an answer%n", place, size, size / (double) answers));

        assertThat(bytes).containsKeys("responses", "item_records", "customer_items", "score_rows");
        assertThat(bytes.values().stream().mapToLong(Long::longValue).sum()).isLessThan(2_000L * answers);
    }

    private static void write(int answers, KafkaServer kafka, CassandraServer cassandra) {
        CassandraAddress address = new CassandraAddress(
                cassandra.socketAddress().getHostString(),
                cassandra.socketAddress().getPort(),
                CassandraServer.DATACENTER);
        String[] stores = new String[STORES];
        Arrays.setAll(stores, store -> "shop-" + store);
        try (FeedbackLog log = new FeedbackLog(kafka.address());
                ScoringService scoring =
                        ScoringService.start(folder, kafka.address(), address, "storage_it", Map.of(), stores)) {
            scoring.awaitReady();
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            Random random = new Random(1);
            for (int i = 0; i < answers; i++) {
                log.send(stores[i % STORES], item(i, now.minusSeconds(random.nextInt(DAYS * 86_400)), random));
                if (i % 10_000 == 0) {
                    log.flush();
                }
            }
            // the last records of all stores, so that all before them are written
            for (String store : stores) {
                log.send(store, "{'id':'last','kind':'review','rating':5,'occurredAt':'" + now + "'}");
            }
            log.flush();
            for (String store : stores) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> scoring.get("/v1/responses?metric=review", "sk_read-" + store)
                                .body()
                                .contains("\"last\""));
            }
        }
    }

    /** An answer as shops send them: two in five with words, most with a customer, four segments. */
    private static String item(int number, Instant occurredAt, Random random) {
        String[] metrics = {"nps", "csat", "ces"};
        String[] channels = {"email", "web", "app"};
        String[] touchpoints = {"checkout", "delivery", "support", "returns", "product"};
        String[] locales = {"sv-SE", "en-GB", "de-DE", "zh-CN", "fr-FR"};
        int customer = random.nextInt(50_000);
        return "{'id':'%s','kind':'survey','metric':'%s','score':%d%s%s,'occurredAt':'%s','context':{'channel':'%s','touchpoint':'%s','product':'sku-%d','order':'o-%d','locale':'%s'}}"
                .formatted(
                        "0199a5d2-7c1e-7%03x-8000-%012x".formatted(random.nextInt(4_096), number),
                        metrics[random.nextInt(metrics.length)],
                        1 + random.nextInt(5),
                        random.nextInt(5) < 2 ? ",'comment':'" + words(random) + "'" : "",
                        random.nextInt(10) < 7
                                ? ",'customer':{'id':'c-%d','email':'customer.%d@shop.example'}"
                                        .formatted(customer, customer)
                                : "",
                        occurredAt,
                        channels[random.nextInt(channels.length)],
                        touchpoints[random.nextInt(touchpoints.length)],
                        random.nextInt(300),
                        100_000 + number,
                        locales[random.nextInt(locales.length)]);
    }

    /** Some twenty words. */
    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = random.nextInt(5, 40); i > 0; i--) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(i > 1 ? " " : "");
        }
        return words.toString();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path folder, String part, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().contains(part) && file.toString().endsWith(ending))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
