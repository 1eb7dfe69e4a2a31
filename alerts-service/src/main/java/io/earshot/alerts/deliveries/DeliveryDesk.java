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
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/** What the channels of a store are and were owed, for the API and for pages. Blocks. */
@Component
public final class DeliveryDesk {

    private final DeliveryLog log;
    private final DeliveryRows rows;
    private final Redelivery redelivery;

    DeliveryDesk(DeliveryLog log, DeliveryRows rows, Redelivery redelivery) {
        this.log = log;
        this.rows = rows;
        this.redelivery = redelivery;
    }

    /**
     * Some deliveries, the newest first.
     *
     * @param next where the next page begins, null at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            @JsonInclude(JsonInclude.Include.ALWAYS) List<DeliveryView> deliveries,
            @Nullable String next) {}

    /**
     * A page of the log.
     *
     * @param parameters as {@code GET /v1/deliveries} has them
     * @throws ProblemException naming every fault
     */
    public Page list(Caller caller, MultiValueMap<String, String> parameters) {
        return page(caller.store(), DeliveryQuery.read(parameters));
    }

    /**
     * @throws ProblemException 404 if the store has none of that id
     */
    DeliveryView get(Caller caller, String id) {
        return DeliveryView.of(find(caller, id));
    }

    /**
     * Sends it again, or at once what would be sent later; does not wait for the endpoint.
     *
     * @throws ProblemException 404, or 409 if there is no channel that could take it or somebody else was faster
     */
    public DeliveryView redeliver(Caller caller, String id) {
        redelivery.send(find(caller, id));
        return DeliveryView.of(find(caller, id));
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
