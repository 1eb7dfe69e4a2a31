package io.earshot.scoring.audit;

import io.earshot.scoring.access.AccessFilter;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** {@code GET /v1/scores/audit}: one at a time, some more wait. */
@RestController
class AuditController {

    private final CassandraConnection connection;
    private final Auditors auditors;
    private final Scheduler scheduler;
    private final Clock clock;

    /**
     * @param scheduler whose threads may wait for the database
     */
    AuditController(CassandraConnection connection, Auditors auditors, Scheduler auditScheduler, Clock clock) {
        this.connection = connection;
        this.auditors = auditors;
        this.scheduler = auditScheduler;
        this.clock = clock;
    }

    @GetMapping("/v1/scores/audit")
    Mono<Map<String, Object>> audit(
            @RequestAttribute(AccessFilter.STORE) String shop, @RequestParam MultiValueMap<String, String> parameters) {
        AuditQuery query = AuditQuery.parse(parameters, clock);
        return Mono.fromCallable(() -> audit(shop, query))
                .subscribeOn(scheduler)
                .onErrorMap(
                        RejectedExecutionException.class,
                        full -> new StoreUnavailableException("as many audits wait as may", full))
                .map(AuditJson::of);
    }

    private AuditReport audit(String shop, AuditQuery query) {
        ScoringStore store = connection
                .storeNow()
                .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
        Auditor.Task task = new Auditor.Task(store.generation(), shop, query.from(), query.to());
        return auditors.of(store).audit(task, items -> {}, List.of());
    }
}
