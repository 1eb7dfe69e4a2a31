package io.earshot.scoring.audit;

import io.earshot.scoring.access.AccessFilter;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /v1/scores/audit}: one at a time, some more wait. */
@RestController
class AuditController {

    /** Some minutes of reading. */
    private static final long MOST_ITEMS = 2_000_000;

    private final CassandraConnection connection;
    private final Auditors auditors;
    private final AuditThread thread;
    private final Horizon horizon;
    private final Clock clock;

    AuditController(
            CassandraConnection connection, Auditors auditors, AuditThread thread, Horizon horizon, Clock clock) {
        this.connection = connection;
        this.auditors = auditors;
        this.thread = thread;
        this.horizon = horizon;
        this.clock = clock;
    }

    @GetMapping("/v1/scores/audit")
    Mono<Map<String, Object>> audit(
            @RequestAttribute(AccessFilter.STORE) String shop, @RequestParam MultiValueMap<String, String> parameters) {
        AuditQuery query = AuditQuery.parse(parameters, horizon, clock);
        return Mono.fromCallable(() -> audit(shop, query))
                .subscribeOn(thread.scheduler())
                .onErrorMap(RejectedExecutionException.class, full -> thread.noRoom())
                .map(AuditJson::of);
    }

    private @Nullable AuditReport audit(String shop, AuditQuery query) {
        ScoringStore store = connection
                .storeNow()
                .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
        Auditor.Task task = new Auditor.Task(store.generation(), shop, query.from(), query.to());
        try {
            return auditors.of(store).audit(task, new ItemLimit(MOST_ITEMS), ItemsByDay.NOBODY);
        } catch (AuditStoppedException e) {
            if (thread.isStopped()) {
                throw thread.noRoom();
            }
            // the request was cancelled: an error would have nobody to go to
            return null;
        }
    }
}
