package io.earshot.scoring.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.earshot.feedback.Metric;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import io.earshot.testservers.CassandraAddress;
import io.earshot.testservers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lists of values in a real Cassandra. */
class ValueRowsIT {

    private static final Series SERIES = Series.of(Metric.NPS, Metric.NPS.defaultScale());
    private static final List<Span> TEN_DAYS = List.of(new Span(Resolution.DAY, 100, 110));
    private static final int MOST_ROWS = 20;

    private static CassandraProperties properties;
    private static CqlSession session;
    private static ValueRows valueRows;
    private static ScoreRows scoreRows;

    @BeforeAll
    static void connect() {
        CassandraAddress cassandra = TestServers.cassandra();
        properties = new CassandraProperties(
                List.of(cassandra.contactPoint()),
                cassandra.datacenter(),
                "value_rows_it",
                1,
                Duration.ofSeconds(5),
                Duration.ofDays(3),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(400));
        session = CqlSession.builder()
                .addContactPoint(cassandra.socketAddress())
                .withLocalDatacenter(cassandra.datacenter())
                .build();
        Schema.create(session, properties);
        valueRows = new ValueRows(session, () -> 1, properties, MOST_ROWS);
        scoreRows = new ScoreRows(session, properties, valueRows);
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    @Test
    void listsTheDaysAndMonthsOfValuesWithTheOffsetsAndTimestampsOfTheirOwnRows() {
        List<ScoreRow.Image> images = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            images.add(image("stamps", RowKey.ALL, resolution, 7, 41, 3));
            images.add(image("stamps", "product:a:b", resolution, 7, 41, 3));
        }
        write(images, "source-1");

        List<Row> rows = session.execute(
                        "SELECT resolution, bucket, value, source, last_offset, writetime(total) AS stamp" + " FROM "
                                + properties.keyspace() + ".value_rows WHERE store = 'stamps' ALLOW FILTERING")
                .all();
        assertThat(rows).extracting(row -> row.getString("resolution")).containsExactlyInAnyOrder("day", "month");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.getFormattedContents())
                        .contains("bucket:7", "value:'a:b'", "source:'source-1'", "last_offset:41", "stamp:42"));
    }

    @Test
    void addsUpAllSourcesAndIsNotSetBackByAnOlderWrite() {
        write(List.of(image("sources", "product:x", Resolution.DAY, 101, 9, 5)), "source-1");
        write(List.of(image("sources", "product:x", Resolution.DAY, 101, 8, 1)), "source-1");
        write(List.of(image("sources", "product:x", Resolution.DAY, 101, 3, 2)), "source-2");
        write(List.of(image("sources", "product:x", Resolution.DAY, 102, 4, 1)), "source-2");
        write(List.of(image("sources", "product:y", Resolution.DAY, 110, 5, 1)), "source-2");

        SumsByValue sums = read("sources");
        assertThat(sums.sums()).containsExactly(Map.entry("x", answers(8)));
        assertThat(sums.complete()).isTrue();
    }

    @Test
    void readsTheNewestDaysAndTellsThatItLeftOthersOut() {
        List<ScoreRow.Image> images = new ArrayList<>();
        for (int day = 100; day < 110; day++) {
            images.add(image("many", "product:a", Resolution.DAY, day, day, 1));
            images.add(image("many", "product:b", Resolution.DAY, day, day, 1));
        }
        write(images, "source-1");
        assertThat(read("many")).isEqualTo(new SumsByValue(Map.of("a", answers(10), "b", answers(10)), true));

        write(List.of(image("many", "product:c", Resolution.DAY, 109, 200, 1)), "source-1");
        assertThat(read("many"))
                .isEqualTo(new SumsByValue(Map.of("a", answers(10), "b", answers(9), "c", answers(1)), false));
    }

    private static SumsByValue read(String store) {
        return valueRows
                .read(store, SERIES, Dimension.PRODUCT, TEN_DAYS)
                .toCompletableFuture()
                .join();
    }

    private static void write(List<ScoreRow.Image> images, String source) {
        List<Statement<?>> statements = scoreRows.writes(1, images, source);
        statements.forEach(session::execute);
    }

    private static ScoreRow.Image image(
            String store, String segment, Resolution resolution, long bucket, long lastOffset, int answers) {
        RowKey key = new RowKey(store, SERIES, segment, resolution, bucket);
        return new ScoreRow.Image(key, lastOffset, answers(answers).encode(), Map.of());
    }

    private static Measures answers(int count) {
        Measures measures = new Measures(SERIES);
        for (int i = 0; i < count; i++) {
            measures.add(new Contribution(SERIES, 9, null, List.of()));
        }
        return measures;
    }
}
