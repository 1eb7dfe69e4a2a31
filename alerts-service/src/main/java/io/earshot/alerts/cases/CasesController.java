package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.access.Caller;
import io.earshot.alerts.deliveries.DeliveryView;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/cases}: the cases of the caller's store. */
@RestController
@RequestMapping("/v1/cases")
final class CasesController {

    private final CaseList list;
    private final CaseRows rows;
    private final ObjectMapper mapper;
    private final Scheduler scheduler;

    CasesController(CaseList list, CaseRows rows, ObjectMapper mapper, Scheduler storeScheduler) {
        this.list = list;
        this.rows = rows;
        this.mapper = mapper;
        this.scheduler = storeScheduler;
    }

    @GetMapping
    Mono<ObjectNode> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        CaseQuery query = CaseQuery.read(parameters);
        return Mono.fromCallable(() -> page(caller.store(), query)).subscribeOn(scheduler);
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<ObjectNode>> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return Mono.fromCallable(() -> one(caller.store(), id)).subscribeOn(scheduler);
    }

    private ObjectNode page(String store, CaseQuery query) {
        CaseList.Slice slice = list.slice(store, query);
        List<CompletionStage<AsyncResultSet>> reads = new ArrayList<>();
        slice.entries().forEach(entry -> reads.add(rows.startItems(store, entry.customer(), entry.id())));
        ObjectNode page = mapper.createObjectNode();
        ArrayNode cases = page.putArray("cases");
        for (CompletionStage<AsyncResultSet> read : reads) {
            List<Row> found = rowsOf(read.toCompletableFuture().join());
            // the list may be a moment older than the case
            file(found)
                    .filter(query::matches)
                    .ifPresent(file -> cases.add(CaseJson.of(file, CaseJson.shown(CaseRows.items(found)))));
        }
        if (slice.next() != null) {
            page.put("next", slice.next().written());
        }
        return page;
    }

    private static List<Row> rowsOf(AsyncResultSet first) {
        List<Row> found = new ArrayList<>();
        first.currentPage().forEach(found::add);
        for (AsyncResultSet page = first; page.hasMorePages(); ) {
            page = page.fetchNextPage().toCompletableFuture().join();
            page.currentPage().forEach(found::add);
        }
        return found;
    }

    private ResponseEntity<ObjectNode> one(String store, String text) {
        UUID id = id(text);
        String customer = list.home(store, id).orElseThrow(CasesController::notFound);
        List<Row> found = rows.all(store, customer, id);
        CaseFile file = file(found).orElseThrow(CasesController::notFound);
        ObjectNode json = CaseJson.of(file, CaseJson.shown(CaseRows.items(found)));
        ArrayNode notes = json.putArray("notes");
        ArrayNode history = json.putArray("history");
        ArrayNode deliveries = json.putArray("deliveries");
        for (Row row : found) {
            switch (CaseRows.text(row, "part")) {
                case "note" -> notes.add(note(row));
                case "event" -> history.add(event(row));
                case "delivery" -> deliveries.add(mapper.<ObjectNode>valueToTree(DeliveryView.of(row)));
                default -> {
                    // shown already
                }
            }
        }
        return ResponseEntity.ok().eTag("\"" + file.version() + "\"").body(json);
    }

    private ObjectNode note(Row row) {
        ObjectNode note = mapper.createObjectNode();
        note.put("at", String.valueOf(row.getInstant("at")));
        note.put("by", row.getString("actor"));
        note.put("text", row.getString("body"));
        return note;
    }

    private ObjectNode event(Row row) {
        ObjectNode event = mapper.createObjectNode();
        event.put("at", String.valueOf(row.getInstant("at")));
        event.put("type", row.getString("type"));
        event.put("by", row.getString("actor"));
        event.put("item", row.getString("item"));
        event.set("changes", CaseJson.parse(CaseRows.text(row, "changes")));
        return event;
    }

    private static Optional<CaseFile> file(List<Row> rows) {
        return rows.stream()
                .filter(row -> "case".equals(row.getString("part")))
                .findFirst()
                .map(CaseRows::file);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("no such case");
    }
}
