package io.earshot.alerts.cases;

import io.earshot.alerts.cases.CaseRows.Change;
import io.earshot.alerts.cases.CaseRows.Joined;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.deliveries.Courier;
import io.earshot.alerts.deliveries.Owed;
import io.earshot.alerts.deliveries.PendingDeliveries;
import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.store.StoreAwayException;
import io.earshot.feedback.Feedback;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts flagged items into cases, each item once. The case, the item, the line of the history and the deliveries owed are one compare-and-set
 * on one partition; what is derived from them is written after it, and the item is marked as known last. So whatever step a crash falls on,
 * the item comes again, finds itself in the case, and the steps after are made up for.
 *
 * <p>An item that is known changes nothing but the highest revision seen: revisions, withdrawals and erasures don't reach cases yet.
 */
@Component
public final class CaseBook {

    /** More items of one customer join the case by number only, and nobody is told of them. */
    static final int MOST_ITEMS = 100;

    private static final String OPENED = "case.opened";
    private static final String UPDATED = "case.updated";
    private static final int TRIES = 20;

    private final CaseRows rows;
    private final CaseList list;
    private final KnownItems known;
    private final Courier courier;
    private final CaseProperties properties;
    private final Clock clock;

    CaseBook(CaseRows rows, CaseList list, KnownItems known, Courier courier, CaseProperties properties, Clock clock) {
        this.rows = rows;
        this.list = list;
        this.known = known;
        this.courier = courier;
        this.properties = properties;
        this.clock = clock;
    }

    /** Which items must not be offered at the same time: those of one customer. */
    public static String customer(Feedback item) {
        return Identity.of(item);
    }

    /** Whether the item went to a case before; remembers its revision if so. Blocks. */
    public boolean isKnown(String store, Feedback item) {
        return known.isKnown(store, item.id(), item.revision());
    }

    /** Puts a flagged item into its customer's case and tells the channels. May be repeated. Blocks. */
    public Taken take(String store, Feedback item, Flag flag, List<Channel> channels) {
        if (isKnown(store, item)) {
            return Taken.KNOWN;
        }
        String customer = Identity.of(item);
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<Joined> current =
                    rows.current(store, customer).flatMap(id -> rows.find(store, customer, id, item.id()));
            Optional<Taken> taken = current.isEmpty()
                    ? open(store, customer, item, flag, channels)
                    : join(current.get(), item, flag, channels);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw new StoreAwayException("a case was changed by others " + TRIES + " times in a row");
    }

    private Optional<Taken> open(String store, String customer, Feedback item, Flag flag, List<Channel> channels) {
        Instant now = now();
        UUID id = CaseFile.idOf(store, item.id());
        CaseFile file =
                CaseFile.open(store, customer, id, flag, CaseJson.who(item), now, properties.due(flag.severity()));
        ObjectNode shown = CaseJson.item(item);
        Change change = rows.open(file, null).item(item.id(), CaseJson.text(shown));
        return write(change, file, null, item, OPENED, List.of(shown), channels)
                ? Optional.of(Taken.OPENED)
                : Optional.empty();
    }

    private Optional<Taken> join(Joined current, Feedback item, Flag flag, List<Channel> channels) {
        CaseFile before = current.file();
        if (current.hasItem()) {
            makeUpFor(before);
            known.add(before.store(), item.id(), item.revision(), before.customer(), before.id());
            return Optional.of(Taken.KNOWN);
        }
        CaseFile file = before.join(flag, CaseJson.who(item), now(), properties::due);
        ObjectNode shown = CaseJson.item(item);
        boolean isShown = file.itemCount() <= MOST_ITEMS;
        Change change = rows.update(file).item(item.id(), isShown ? CaseJson.text(shown) : null);
        List<ObjectNode> items = new ArrayList<>();
        if (isShown && !channels.isEmpty()) {
            items.addAll(rows.items(before));
            items.add(shown);
        }
        return write(change, file, before, item, UPDATED, items, isShown ? channels : List.of())
                ? Optional.of(Taken.JOINED)
                : Optional.empty();
    }

    private boolean write(
            Change change,
            CaseFile file,
            @Nullable CaseFile before,
            Feedback item,
            String type,
            List<ObjectNode> items,
            List<Channel> channels) {
        String body = channels.isEmpty() ? null : CaseJson.message(type, file.updatedAt(), file, items);
        if (file.itemCount() <= MOST_ITEMS) {
            change.event(type, item.id(), body);
        }
        List<Owed> owed = new ArrayList<>();
        if (body != null) {
            channels.forEach(channel ->
                    owed.add(courier.owe(file.store(), file.customer(), file.id(), file.eventKey(), channel, body)));
        }
        owed.forEach(one -> change.add(courier.record(one, type)));
        if (!change.write()) {
            return false;
        }
        List<CompletionStage<?>> writes = list.start(file, before);
        owed.forEach(one -> writes.add(courier.remember(one.delivery())));
        try {
            await(writes);
        } finally {
            // recorded is owed, whatever became of the rest
            courier.send(owed);
        }
        known.add(file.store(), item.id(), item.revision(), file.customer(), file.id());
        return true;
    }

    /** Writes again what a crash may have left out after the item went into the case. */
    private void makeUpFor(CaseFile file) {
        List<CompletionStage<?>> writes = list.startAnew(file);
        PendingDeliveries.in(rows.deliveries(file)).forEach(delivery -> writes.add(courier.remember(delivery)));
        await(writes);
    }

    private static void await(List<CompletionStage<?>> writes) {
        CompletableFuture.allOf(writes.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
