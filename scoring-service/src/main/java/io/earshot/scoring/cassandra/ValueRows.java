package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;

/**
 * The values that have rows of their own, listed by bucket: those rows are keyed by the value first, so nothing else tells which there are.
 * Days and months only; the hours at a window's ends are read from a value's own rows.
 */
public final class ValueRows {

    /** No more rows are read for one list: some 25 MB of sums. */
    static final int MOST_ROWS = 100_000;

    private static final int CONCURRENCY = 8;
    private static final int PAGE_ROWS = 1_000;

    private final CqlSession session;
    private final IntSupplier active;
    private final int mostRows;
    private final int ttlSeconds;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    ValueRows(CqlSession session, IntSupplier active, CassandraProperties properties) {
        this(session, active, properties, MOST_ROWS);
    }

    /**
     * @param mostRows how many rows are read at most
     */
    ValueRows(CqlSession session, IntSupplier active, CassandraProperties properties, int mostRows) {
        this.session = session;
        this.active = active;
        this.mostRows = mostRows;
        this.ttlSeconds = properties.rowsTtlSeconds();
        String table = properties.keyspace() + ".value_rows";
        this.insert = session.prepare("INSERT INTO " + table
                + " (generation, store, series, dimension, resolution, bucket, value, source, last_offset, total)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?");
        this.select = session.prepare("SELECT value, total FROM " + table + " WHERE generation = ? AND store = ?"
                + " AND series = ? AND dimension = ? AND resolution = ? AND bucket = ?");
    }

    /** Adds the writes of those of the rows that are listed; the others are passed over. */
    void addWrites(int generation, List<ScoreRow.Image> rows, String source, PartitionBatches<Object> batches) {
        for (ScoreRow.Image row : rows) {
            if (isListed(row.key())) {
                ValueList list = ValueList.of(row.key());
                batches.add(list, bytes(row), write(generation, list, row, source));
            }
        }
    }

    private static boolean isListed(RowKey key) {
        return !key.segment().equals(RowKey.ALL) && isListed(key.resolution());
    }

    private static boolean isListed(Resolution resolution) {
        return resolution == Resolution.DAY || resolution == Resolution.MONTH;
    }

    private BoundStatement write(int generation, ValueList list, ScoreRow.Image row, String source) {
        return insert.bind(
                        generation,
                        list.store(),
                        list.series().key(),
                        list.dimension(),
                        list.resolution().slug(),
                        list.bucket(),
                        row.key().segment().substring(list.dimension().length() + 1),
                        source,
                        row.lastOffset(),
                        row.total(),
                        row.lastOffset() + 1,
                        ttlSeconds)
                .setIdempotent(true);
    }

    private static int bytes(ScoreRow.Image row) {
        return 200 + row.key().segment().length() * 3 + row.total().remaining();
    }

    /**
     * Adds up the rows of all values in the buckets, of all sources.
     *
     * @param dimension with rows of its own
     * @param spans of days and months
     * @return not complete if there are more rows than are read; then the oldest buckets are left out
     */
    public CompletionStage<SumsByValue> read(String store, Series series, Dimension dimension, List<Span> spans) {
        int generation = active.getAsInt();
        Map<String, Measures> sums = new HashMap<>();
        return Flux.fromIterable(newestFirst(store, series, dimension, spans))
                .flatMapSequential(list -> Flux.from(session.executeReactive(statement(generation, list))), CONCURRENCY)
                .take(mostRows + 1L)
                .index((index, row) -> {
                    if (index < mostRows) {
                        add(row, series, sums);
                    }
                    return index;
                })
                .count()
                .toFuture()
                .thenApply(count -> new SumsByValue(sums, count <= mostRows));
    }

    /**
     * All values that have rows in the buckets.
     *
     * @param span of days or months
     */
    public CompletionStage<Set<String>> values(
            int generation, String store, Series series, Dimension dimension, Span span) {
        return Flux.fromIterable(newestFirst(store, series, dimension, List.of(span)))
                .flatMapSequential(list -> Flux.from(session.executeReactive(statement(generation, list))), CONCURRENCY)
                .map(row -> Objects.requireNonNull(row.getString("value")))
                .collect(Collectors.toSet())
                .toFuture();
    }

    private static List<ValueList> newestFirst(String store, Series series, Dimension dimension, List<Span> spans) {
        List<ValueList> lists = new ArrayList<>();
        for (Span span : spans) {
            if (!isListed(span.resolution())) {
                throw new IllegalArgumentException(span + " (expected: days or months)");
            }
            LongStream.range(span.first(), span.end())
                    .mapToObj(bucket -> new ValueList(store, series, dimension.slug(), span.resolution(), bucket))
                    .forEach(lists::add);
        }
        Collections.reverse(lists);
        return lists;
    }

    private BoundStatement statement(int generation, ValueList list) {
        return select.bind(
                        generation,
                        list.store(),
                        list.series().key(),
                        list.dimension(),
                        list.resolution().slug(),
                        list.bucket())
                .setPageSize(PAGE_ROWS)
                .setIdempotent(true);
    }

    private static void add(Row row, Series series, Map<String, Measures> sums) {
        sums.computeIfAbsent(Objects.requireNonNull(row.getString("value")), value -> new Measures(series))
                .add(Measures.decode(series, Objects.requireNonNull(row.getByteBuffer("total"))));
    }

    /** A partition of the table. */
    private record ValueList(String store, Series series, String dimension, Resolution resolution, long bucket) {
        static ValueList of(RowKey key) {
            String dimension = key.segment().substring(0, key.segment().indexOf(':'));
            return new ValueList(key.store(), key.series(), dimension, key.resolution(), key.bucket());
        }
    }
}
