package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** {@code /v1/deliveries}: what the store's channels are and were owed, and sending it again by hand. */
@RestController
@RequestMapping("/v1/deliveries")
final class DeliveriesController {

    private final DeliveryLog log;
    private final DeliveryRows rows;
    private final Redelivery redelivery;
    private final Scheduler scheduler;

    DeliveriesController(DeliveryLog log, DeliveryRows rows, Redelivery redelivery, Scheduler storeScheduler) {
        this.log = log;
        this.rows = rows;
        this.redelivery = redelivery;
        this.scheduler = storeScheduler;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<DeliveryView> deliveries,
            @Nullable String next) {}

    @GetMapping
    Mono<Page> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        DeliveryQuery query = DeliveryQuery.read(parameters);
        return Mono.fromCallable(() -> page(caller.store(), query)).subscribeOn(scheduler);
    }

    @GetMapping("/{id}")
    Mono<DeliveryView> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return Mono.fromCallable(() -> DeliveryView.of(find(caller, id))).subscribeOn(scheduler);
    }

    /** Sends it again, or at once what would be sent later; the answer does not wait for the endpoint. */
    @PostMapping("/{id}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeliveryView> redeliver(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return Mono.fromCallable(() -> {
                    redelivery.send(find(caller, id));
                    return DeliveryView.of(find(caller, id));
                })
                .subscribeOn(scheduler);
    }

    private Row find(Caller caller, String text) {
        return DeliveryId.of(text)
                .flatMap(id -> rows.find(caller.store(), id))
                .orElseThrow(() -> ProblemException.notFound("no such delivery"));
    }

    private Page page(String store, DeliveryQuery query) {
        DeliveryLog.Slice slice = log.slice(store, query);
        List<CompletionStage<AsyncResultSet>> reads = new ArrayList<>();
        for (DeliveryLog.Entry entry : slice.entries()) {
            DeliveryId.of(entry.id()).ifPresent(id -> reads.add(rows.start(store, entry.customer(), id)));
        }
        List<DeliveryView> views = new ArrayList<>();
        for (CompletionStage<AsyncResultSet> read : reads) {
            // the list may be a moment older than the delivery
            Optional.ofNullable(read.toCompletableFuture().join().one())
                    .map(DeliveryView::of)
                    .filter(view -> query.statuses().contains(view.status()))
                    .ifPresent(views::add);
        }
        return new Page(
                views.stream().distinct().toList(),
                slice.next() == null ? null : slice.next().written());
    }
}
