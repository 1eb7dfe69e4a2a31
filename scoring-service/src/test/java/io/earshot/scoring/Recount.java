package io.earshot.scoring;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.UnreadableRecordException;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.measure.Contribution;
import io.earshot.testservers.CassandraAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts a topic plainly, and reads what the scoring service has counted, both as text, cell by cell. */
final class Recount {

    private Recount() {}

    /** The cells of a log: of each item the revision that counts in the end, none of what was withdrawn. */
    static Map<String, Long> ofLog(List<ConsumerRecord<byte[], byte[]>> log) {
        Map<String, Submitted> counting = new HashMap<>();
        Set<String> withdrawn = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> message : log) {
            try {
                FeedbackEvent event = FeedbackRecords.read(message);
                String store = event.origin().store() + "/";
                if (event instanceof Withdrawn withdrawal) {
                    withdrawn.add(store + withdrawal.id());
                } else if (event instanceof Submitted submitted) {
                    counting.merge(store + submitted.feedback().id(), submitted, Recount::counting);
                }
            } catch (UnreadableRecordException e) {
                // not counted
            }
        }
        counting.keySet().removeAll(withdrawn);
        Map<String, Long> cells = new TreeMap<>();
        counting.values().forEach(submitted -> count(submitted, cells));
        return cells;
    }

    private static Submitted counting(Submitted before, Submitted next) {
        boolean isHigher = next.feedback().revision() > before.feedback().revision();
        boolean isAllowed = next.origin().via() == Via.INGEST || before.origin().via() == Via.SUBMIT;
        return isHigher && isAllowed ? next : before;
    }

    private static void count(Submitted submitted, Map<String, Long> cells) {
        Feedback feedback = submitted.feedback();
        Contribution item = Contribution.of(feedback);
        boolean late =
                Duration.between(feedback.occurredAt(), submitted.origin().received())
                                .compareTo(Duration.ofHours(4))
                        >= 0;
        for (Resolution resolution : Resolution.values()) {
            if (resolution == Resolution.MINUTE && late) {
                continue;
            }
            String row = submitted.origin().store() + "|" + item.series() + "|" + resolution.slug() + "|"
                    + resolution.floor(feedback.occurredAt()) + "|";
            count(row, item, cells);
            item.segments().forEach(segment -> count(row + segment.name() + "|", item, cells));
        }
    }

    private static void count(String row, Contribution item, Map<String, Long> cells) {
        if (item.answer() != null) {
            cells.merge(row + item.answer(), 1L, Long::sum);
        }
        if (item.category() != null) {
            cells.merge(row + item.category().slug(), 1L, Long::sum);
        }
    }

    /** Those cells of which there is a second copy in the lists of values. */
    static Map<String, Long> listed(Map<String, Long> cells) {
        Map<String, Long> listed = new TreeMap<>(cells);
        listed.keySet().removeIf(cell -> !cell.matches(".*\\|(day|month)\\|.*\\|product:.*"));
        return listed;
    }

    /** The cells of the score rows of the active generation, added up over all sources. */
    static Map<String, Long> ofRows(CassandraAddress cassandra, String keyspace) {
        return ofTable(cassandra, keyspace, "score_rows", Recount::addRow);
    }

    /** The cells of the lists of values, added up over all sources. */
    static Map<String, Long> ofLists(CassandraAddress cassandra, String keyspace) {
        return ofTable(
                cassandra,
                keyspace,
                "value_rows",
                (row, cells) -> addSums(
                        name(row) + row.getString("dimension") + ":" + row.getString("value") + "|",
                        row,
                        row.getByteBuffer("total"),
                        cells));
    }

    private static Map<String, Long> ofTable(
            CassandraAddress cassandra, String keyspace, String table, BiConsumer<Row, Map<String, Long>> add) {
        Map<String, Long> cells = new TreeMap<>();
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(cassandra.socketAddress())
                .withLocalDatacenter(cassandra.datacenter())
                .withKeyspace(keyspace)
                .build()) {
            int active = Objects.requireNonNull(
                            session.execute("SELECT active FROM generations").one())
                    .getInt("active");
            session.execute(SimpleStatement.newInstance("SELECT * FROM " + table)
                            .setTimeout(Duration.ofSeconds(30)))
                    .forEach(row -> {
                        if (row.getInt("generation") == active) {
                            add.accept(row, cells);
                        }
                    });
        }
        cells.values().removeIf(count -> count == 0);
        return cells;
    }

    private static void addRow(Row row, Map<String, Long> cells) {
        String name = name(row);
        String segment = row.getString("segment");
        addSums(name + (segment.isEmpty() ? "" : segment + "|"), row, row.getByteBuffer("total"), cells);
        row.getMap("segments", String.class, ByteBuffer.class)
                .forEach((own, sums) -> addSums(name + own + "|", row, sums, cells));
    }

    private static String name(Row row) {
        Resolution resolution = Resolution.valueOf(row.getString("resolution").toUpperCase());
        return row.getString("store") + "|" + row.getString("series") + "|" + resolution.slug() + "|"
                + resolution.startOf(row.getLong("bucket")) + "|";
    }

    /** Decodes by itself: the zigzag varints of the schema's comment. */
    private static void addSums(String name, Row row, ByteBuffer sums, Map<String, Long> cells) {
        String scale = row.getString("series").substring(row.getString("series").indexOf('/') + 1);
        int low = Integer.parseInt(scale.substring(0, scale.indexOf('-')));
        int high = Integer.parseInt(scale.substring(scale.indexOf('-') + 1));
        List<String> categories = List.of("bug", "complaint", "idea", "question", "praise", "other");
        for (int i = 0; sums.hasRemaining(); i++) {
            long value = 0;
            for (int shift = 0, next = 0x80; (next & 0x80) != 0; shift += 7) {
                next = sums.get();
                value |= (next & 0x7FL) << shift;
            }
            String point = low + i <= high ? Integer.toString(low + i) : categories.get(i - (high - low + 1));
            cells.merge(name + point, (value >>> 1) ^ -(value & 1), Long::sum);
        }
    }
}
