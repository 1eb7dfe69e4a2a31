package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All that is kept in Cassandra, ready for use. */
public final class ScoringStore {

    /** The version of the fold: a code that folds differently writes rows of a generation of its own. */
    private static final int GENERATION = 2;

    private final CqlSession session;
    private final ScoreRows scoreRows;
    private final ScoreSums scoreSums;
    private final SegmentSums segmentSums;
    private final ValueRows valueRows;
    private final Items items;
    private final Responses responses;
    private final CustomerItems customerItems;
    private final Sources sources;
    private final Progress progress;

    ScoringStore(CqlSession session, CassandraProperties properties, Clock clock) {
        this.session = session;
        this.valueRows = new ValueRows(session, GENERATION, properties);
        this.scoreRows = new ScoreRows(session, GENERATION, properties, valueRows);
        this.scoreSums = new ScoreSums(session, GENERATION, properties);
        this.segmentSums = new SegmentSums(session, GENERATION, properties);
        this.items = new Items(session, properties);
        this.responses = new Responses(session, properties);
        this.customerItems = new CustomerItems(session, properties);
        this.sources = new Sources(session, properties, clock);
        this.progress = new Progress(session, properties);
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

    /** The name under which the fold of this generation keeps its progress. */
    public String scoresReader() {
        return "scores-" + GENERATION;
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
