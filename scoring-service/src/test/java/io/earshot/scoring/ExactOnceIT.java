package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.Topics;
import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.KafkaServer;
import io.earshot.testservers.CassandraAddress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever dies, stops or comes twice: the rows are those of a plain recount of the log. */
class ExactOnceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("earshot.outage.seconds", 15));
    /** Between two incidents, each with a repeat or a revision of some. */
    private static final int ITEMS = Integer.getInteger("earshot.exact.items", 2_000);

    private static final String[] KINDS = {
        "'kind':'survey','metric':'nps','score':%d",
        "'kind':'survey','metric':'csat','scale':'1-10','score':%d",
        "'kind':'button','category':'bug','comment':'x'",
        "'kind':'review','rating':5"
    };
    private static final String[] STORES = {"shop-a", "shop-b", "shop-c"};

    @TempDir
    private static Path folder;

    private static KafkaServer kafka;
    private static CassandraServer cassandra;
    private static FeedbackLog log;

    @BeforeAll
    static void startServers() {
        kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")));
        cassandra = CassandraServer.start(CassandraServer.Settings.in(folder.resolve("cassandra")));
        kafka.awaitReady(PATIENCE);
        cassandra.awaitReady(PATIENCE);
        log = new FeedbackLog(kafka.address());
    }

    @AfterAll
    static void stopServers() {
        log.close();
        kafka.close();
        cassandra.close();
    }

    @Test
    void countsEveryItemOnceThoughAllAreKilledAndAllElseMoves() throws Exception {
        Path clock = Files.writeString(folder.resolve("clock"), "PT0S");
        try (ScoringService scoring = start("killed_it", Map.of(MovedClockApplication.FILE, clock.toString()))) {
            scoring.awaitReady();
            Random random = new Random(1);
            for (int part = 0; part < 10; part++) {
                send("killed", part * ITEMS, ITEMS, random);
                switch (part) {
                    case 3 -> {
                        cassandra.kill();
                        await("a while without Cassandra")
                                .pollDelay(OUTAGE)
                                .timeout(PATIENCE)
                                .until(scoring::isAlive);
                        cassandra.restart();
                    }
                    case 6 -> {
                        kafka.kill();
                        kafka.restart();
                    }
                    case 7 -> log.addPartitions(6);
                    case 1, 2, 5, 8 -> {
                        scoring.kill();
                        Files.writeString(clock, part % 2 == 0 ? "PT-26H" : "PT40H");
                        scoring.startAgain();
                        // killed at another moment of its life each time: as it starts, as it remembers, as it folds
                        double consumed = part * ITEMS / 20;
                        await().atMost(PATIENCE).until(() -> hasConsumed(scoring, consumed));
                    }
                    default -> {}
                }
            }
            log.flush();
            kafka.kill();
            kafka.restart();
            assertRowsEqualTheLog("killed_it");
            await().atMost(PATIENCE).until(scoring::isReady);
            // what Kafka could not be told of while it was away it is told of later, though nothing new comes
            await().atMost(PATIENCE).until(() -> log.lag("scores-killed_it") == 0);
        }
    }

    @Test
    void isNotUndoneByAProcessThatWakesUpAfterItsPartitionWasTakenOver() {
        Map<String, String> settings = Map.of("EARSHOT_SESSION_TIMEOUT_MS", "6000");
        try (ScoringService sleeper = start("sleeper_it", settings)) {
            sleeper.awaitReady();
            Random random = new Random(2);
            send("sleeper", 0, 2 * ITEMS, random);
            await().atMost(PATIENCE).until(() -> hasConsumed(sleeper, 1_000));
            sleeper.signal("STOP");
            try (ScoringService successor = start("sleeper_it", settings)) {
                send("sleeper", 2 * ITEMS, 2 * ITEMS, random);
                log.flush();
                assertRowsEqualTheLog("sleeper_it");

                sleeper.signal("CONT");
                send("sleeper", 4 * ITEMS, 2 * ITEMS, random);
                log.flush();
                await().atMost(PATIENCE).until(sleeper::isReady);
                assertRowsEqualTheLog("sleeper_it");
                assertThat(successor.isReady()).isTrue();
            }
        }
    }

    @Test
    void knowsRepeatsAtAnyDistance() {
        try (ScoringService scoring = start("repeats_it", Map.of("EARSHOT_SCORING_MEMORY", "200"))) {
            scoring.awaitReady();
            for (int copy = 0; copy < 2; copy++) {
                for (int i = 0; i < 5_000; i++) {
                    log.send(
                            "shop-a",
                            "{'id':'far-%d','kind':'survey','metric':'csat','score':%d}".formatted(i, 1 + i % 5));
                }
            }
            log.flush();
            assertRowsEqualTheLog("repeats_it");
            assertThat(scoring.metric("earshot_scoring_item_lookups_total")).isPositive();
        }
    }

    @Test
    void startsOverWithATopicThatWasMadeAnewAndStillKnowsTheOldItems() throws Exception {
        try (KafkaServer own = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("own-kafka")))) {
            own.awaitReady(PATIENCE);
            try (FeedbackLog ownLog = new FeedbackLog(own.address());
                    ScoringService scoring = ScoringService.start(
                            folder,
                            own.address(),
                            address(),
                            "anew_it",
                            Map.of("EARSHOT_SCORING_SOURCE_CHECK", "1s"),
                            STORES)) {
                scoring.awaitReady();
                sendReviews(ownLog, 0, 100);
                await().atMost(PATIENCE).until(() -> reviews(scoring) == 100);

                ownLog.deleteTopic();
                await().ignoreExceptions().until(() -> {
                    ownLog.makeTopic();
                    return true;
                });
                sendReviews(ownLog, 50, 150);

                await().atMost(PATIENCE).until(() -> reviews(scoring) == 150);
                await().atMost(PATIENCE).until(scoring::isReady);
            }
        }
    }

    @Test
    void countsWhatComesAfterTheLogLostItsEndThoughItIsLongerThanBefore() throws Exception {
        KafkaServer.Settings settings = KafkaServer.Settings.in(folder.resolve("cut-kafka"));
        try (KafkaServer own = KafkaServer.start(settings)) {
            own.awaitReady(PATIENCE);
            try (FeedbackLog before = new FeedbackLog(own.address());
                    ScoringService scoring =
                            ScoringService.start(folder, own.address(), address(), "cut_it", Map.of(), STORES)) {
                scoring.awaitReady();
                sendReviews(before, 0, 100);
                sendReviews(before, 100, 200);
                await().atMost(PATIENCE).until(() -> reviews(scoring) == 200);
                await().atMost(PATIENCE)
                        .until(() -> before.lag("scores-cut_it") == 0 && before.lag("items-cut_it") == 0);
                scoring.signal("STOP");
                own.kill();
                cutLogs(settings.directory());
                own.restart();
                own.awaitReady(PATIENCE);
                try (FeedbackLog after = new FeedbackLog(own.address())) {
                    sendReviews(after, 200, 600);
                }
                scoring.signal("CONT");

                await().atMost(PATIENCE).ignoreExceptions().until(() -> reviews(scoring) == 600);
                assertThat(scoring.audit("shop-a", "from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z")
                                .path("drift")
                                .asInt(-1))
                        .isZero();
            }
        }
    }

    /** Takes the last batch of each partition away. */
    private static void cutLogs(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")
                            && file.getParent().getFileName().toString().startsWith(Topics.EVENTS + "-"))
                    .toList()) {
                try (FileChannel content = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    content.truncate(Math.max(0, content.size() - 1));
                }
            }
        }
    }

    private static void sendReviews(FeedbackLog ownLog, int from, int to) {
        for (int i = from; i < to; i++) {
            ownLog.send(
                    "shop-a",
                    "{'id':'r-%d','kind':'review','rating':4,'occurredAt':'2026-10-01T10:00:00Z'}".formatted(i));
        }
        ownLog.flush();
    }

    private static long reviews(ScoringService scoring) {
        return scoring.score("shop-a", "metric=review&from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z")
                .path("n")
                .asLong();
    }

    /** Items of all metrics, some late, one in ten again, one in ten revised in any order, one in fifty withdrawn. */
    private static void send(String prefix, int from, int count, Random random) {
        Instant base = Instant.now();
        for (int i = from; i < from + count; i++) {
            int number = random.nextInt(5) == 0 ? random.nextInt(i + 1) : i;
            int revision = number == i ? 0 : random.nextInt(4) / 2;
            if (random.nextInt(50) == 0) {
                log.withdraw(store(number), prefix + "-" + number);
            } else {
                send(prefix, number, revision, base, random.nextInt(8) == 0 ? Via.SUBMIT : Via.INGEST);
            }
        }
    }

    private static void send(String prefix, int number, int revision, Instant base, Via via) {
        // all but the answer belongs to the item, so that copies and revisions have it too: late by up to ten days, or
        // no time at all
        Random own = new Random(number);
        String time = own.nextInt(3) == 0
                ? ",'occurredAt':'" + base.truncatedTo(ChronoUnit.DAYS).minusSeconds(own.nextInt(864_000)) + "'"
                : "";
        int touchpoint = own.nextInt(5);
        int product = own.nextInt(10);
        Random ofRevision = new Random(31L * number + revision);
        String kind = KINDS[ofRevision.nextInt(KINDS.length)].formatted(1 + ofRevision.nextInt(10));
        log.send(
                store(number),
                "{'id':'%s-%d','revision':%d,%s%s,'context':{'touchpoint':'t%d','product':'p%d'}}"
                        .formatted(prefix, number, revision, kind, time, touchpoint, product),
                via);
    }

    private static String store(int number) {
        return STORES[new Random(~number).nextInt(STORES.length)];
    }

    private static boolean hasConsumed(ScoringService scoring, double records) {
        try {
            return scoring.metric("earshot_scoring_consumed_total") >= records;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void assertRowsEqualTheLog(String keyspace) {
        Map<String, Long> expected = Recount.ofLog(log.readAll(Topics.EVENTS));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(Recount.ofRows(address(), keyspace)).isEqualTo(expected);
                    assertThat(Recount.ofLists(address(), keyspace)).isEqualTo(Recount.listed(expected));
                });
    }

    private static CassandraAddress address() {
        return new CassandraAddress(
                cassandra.socketAddress().getHostString(),
                cassandra.socketAddress().getPort(),
                CassandraServer.DATACENTER);
    }

    private static ScoringService start(String keyspace, Map<String, String> settings) {
        return ScoringService.start(folder, kafka.address(), address(), keyspace, settings, STORES);
    }
}
