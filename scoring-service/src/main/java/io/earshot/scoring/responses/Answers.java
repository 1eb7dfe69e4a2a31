package io.earshot.scoring.responses;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ResponseKey;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The answers behind scores, page by page: what {@code GET /v1/responses} gives. */
@Component
public final class Answers {

    /** Rows that one request looks at: a page ends early rather than to go through a year for a rare word. */
    private static final int MOST_ROWS = 10_000;

    private final CassandraConnection connection;
    private final Clock clock;

    Answers(CassandraConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * Some answers, the newest first.
     *
     * @param answers each as it was posted, or what is left of it
     * @param next the cursor of the page that follows, null if this is the last one; a page may have few answers or none and still not be the last
     * @param lookedBackTo the time from which on all were looked at, null if this is the last page
     */
    public record Page(
            List<JsonNode> answers,
            @Nullable String next,
            @Nullable Instant lookedBackTo) {}

    /**
     * A page of answers.
     *
     * <p>Fails with {@link StoreUnavailableException} or a driver's exception while Cassandra can't be had.
     *
     * @param parameters those of {@code GET /v1/responses}
     * @throws BadQueryException naming every fault and what there is
     */
    public Mono<Page> page(String store, MultiValueMap<String, String> parameters) {
        ResponsesQuery query = ResponsesQuery.parse(parameters, clock);
        return Mono.defer(() -> {
            ScoringStore scoring = connection
                    .storeNow()
                    .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
            return new ResponseScan(scoring, store, query, clock.instant(), MOST_ROWS)
                    .page()
                    .map(Answers::page);
        });
    }

    private static Page page(ResponseScan.Page page) {
        ResponseKey next = page.next();
        return new Page(
                page.responses().stream().map(ResponseJson::of).toList(),
                next == null ? null : Cursor.write(next),
                next == null ? null : next.occurredAt());
    }
}
