package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is kept in Cassandra, ready for use. */
public final class ScoringStore {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringStore.class);

    private final CqlSession session;
    private final Generations generations;
    private final OldGenerations oldGenerations;
    private final RowSlices rowSlices;
    private final ItemDays itemDays;
    private final ScoreRows scoreRows;
    private final ScoreSums scoreSums;
    private final SegmentSums segmentSums;
    private final ValueRows valueRows;
    private final Items items;
    private final Responses responses;
    private final CustomerItems customerItems;
    private final Sources sources;
    private final Progress progress;
    private volatile int generation;

    ScoringStore(CqlSession session, CassandraProperties properties, Clock clock) {
        this.session = session;
        this.generations = new Generations(session, properties);
        this.generation = generations.active();
        this.oldGenerations = new OldGenerations(session, properties);
        this.rowSlices = new RowSlices(session, properties);
        this.itemDays = new ItemDays(session, properties);
        this.valueRows = new ValueRows(session, this::generation, properties);
        this.scoreRows = new ScoreRows(session, properties, valueRows);
        this.scoreSums = new ScoreSums(session, this::generation, properties);
        this.segmentSums = new SegmentSums(session, this::generation, properties);
        this.items = new Items(session, properties);
        this.responses = new Responses(session, properties);
        this.customerItems = new CustomerItems(session, properties);
        this.sources = new Sources(session, properties, clock);
        this.progress = new Progress(session, properties);
    }

    /** The generation of the rows that is read, as it was when last looked for. */
    public int generation() {
        return generation;
    }

    /** Looks which generation is the active one; the same as before while Cassandra does not tell. */
    public void refreshGeneration() {
        try {
            generation = generations.active();
        } catch (DriverException e) {
            LOG.debug("Which generation is active can't be told now", e);
        }
    }

    public Generations generations() {
        return generations;
    }

    public OldGenerations oldGenerations() {
        return oldGenerations;
    }

    public RowSlices rowSlices() {
        return rowSlices;
    }

    public ItemDays itemDays() {
        return itemDays;
    }

    public ScoreRows scoreRows() {
        return scoreRows;
    }

    public ScoreSums scoreSums() {
        return scoreSums;
    }

    public SegmentSums segmentSums() {
        return segmentSums;
    }

    public ValueRows valueRows() {
        return valueRows;
    }

    public Items items() {
        return items;
    }

    public Responses responses() {
        return responses;
    }

    public CustomerItems customerItems() {
        return customerItems;
    }

    public Sources sources() {
        return sources;
    }

    public Progress progress() {
        return progress;
    }

    /** The name under which the fold of a generation keeps its progress. */
    public String scoresReader(int generation) {
        return "scores-" + generation;
    }

    /** The name under which the writer of the items keeps its progress. */
    public String itemsReader() {
        return "item-records";
    }

    /** Runs a statement that only writes. */
    public CompletionStage<?> execute(Statement<?> statement) {
        return session.executeAsync(statement);
    }

    /** Runs statements that only write, each when the one before is acknowledged. */
    public CompletionStage<?> executeInTurn(List<Statement<?>> statements) {
        CompletionStage<?> done = CompletableFuture.completedFuture(null);
        for (Statement<?> statement : statements) {
            done = done.thenCompose(before -> session.executeAsync(statement));
        }
        return done;
    }
}
