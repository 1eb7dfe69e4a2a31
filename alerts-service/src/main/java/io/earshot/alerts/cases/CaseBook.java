package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.cases.KnownItems.Known;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.store.StoreAwayException;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Via;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the topic says, put into cases. Each item goes to a case once: it is marked as known only after the case has it, so whatever step a
 * crash falls on, the record comes again, finds its item in the case, and is marked then.
 */
@Component
public final class CaseBook {

    private static final int TRIES = 20;

    private final CaseRows rows;
    private final CaseWriter writer;
    private final KnownItems known;
    private final Decisions decisions;
    private final CaseProperties properties;
    private final Clock clock;

    CaseBook(
            CaseRows rows,
            CaseWriter writer,
            KnownItems known,
            Decisions decisions,
            CaseProperties properties,
            Clock clock) {
        this.rows = rows;
        this.writer = writer;
        this.known = known;
        this.decisions = decisions;
        this.properties = properties;
        this.clock = clock;
    }

    /** Puts an item where it belongs, and tells the channels. May be repeated. Blocks. */
    public Taken submitted(Offer offer) {
        String store = offer.store();
        Feedback item = offer.item();
        Optional<Known> before = known.find(store, item.id());
        if (before.isPresent()) {
            return again(offer, before.get());
        }
        Flag calls = offer.calls();
        if (calls != null) {
            return take(offer, calls);
        }
        if (item.revision() > 0) {
            // an earlier revision may come later, and is not to count then
            known.raise(store, item.id(), item.revision());
        }
        return offer.mayResolve() ? content(offer) : Taken.UNFLAGGED;
    }

    private Taken again(Offer offer, Known before) {
        Feedback item = offer.item();
        if (before.covers(item.revision())) {
            return Taken.KNOWN;
        }
        if (Via.INGEST.slug().equals(before.via()) && offer.via() == Via.SUBMIT) {
            return Taken.REFUSED;
        }
        if (before.caseId() != null) {
            change(
                    offer.store(),
                    Objects.requireNonNull(before.customer()),
                    before.caseId(),
                    file -> rows.item(file, item.id())
                            .flatMap(there -> decisions.revised(file, there, rows.items(file), offer, now())));
            known.raise(offer.store(), item.id(), item.revision());
            return Taken.REVISED;
        }
        Flag calls = offer.calls();
        if (calls != null) {
            return take(offer, calls);
        }
        known.raise(offer.store(), item.id(), item.revision());
        return Taken.UNFLAGGED;
    }

    /** Takes an item out of its case; one that nothing is left of is closed. May be repeated. Blocks. */
    public void withdrawn(String store, String item) {
        Optional<Known> before = known.find(store, item);
        if (before.isPresent() && before.get().caseId() != null && !before.get().isWithdrawn()) {
            change(
                    store,
                    Objects.requireNonNull(before.get().customer()),
                    before.get().caseId(),
                    file -> rows.item(file, item)
                            .map(there -> decisions.withdrawn(file, there, rows.items(file), now())));
        }
        known.withdraw(store, item);
    }

    /** Forgets what a person said and who that is, in all their cases. May be repeated. Blocks. */
    public void erased(String store, String customerId) {
        String customer = Identity.ofId(customerId);
        for (UUID id : rows.ofCustomer(store, customer)) {
            rows.find(store, customer, id).ifPresent(this::forget);
        }
    }

    /** Forgets the words and the person in one case. May be repeated. Blocks. */
    void forget(CaseFile file) {
        eraseWords(file);
        change(file.store(), file.customer(), file.id(), current -> decisions.erased(current, now()));
        // what was noted meanwhile; from here on nothing is
        eraseWords(file);
    }

    private void eraseWords(CaseFile file) {
        for (Row row : rows.all(file)) {
            String body = row.getString("body");
            String part = CaseRows.text(row, "part");
            if (body != null && !part.equals("case")) {
                String erased = CaseJson.erased(part, body);
                if (!erased.equals(body)) {
                    rows.setBody(file, part, CaseRows.text(row, "key"), erased);
                }
            }
        }
    }

    private Taken take(Offer offer, Flag flag) {
        String customer = offer.customer();
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<UUID> current = rows.current(offer.store(), customer);
            Optional<CaseFile> file = current.flatMap(id -> rows.find(offer.store(), customer, id));
            Optional<CaseItem> there =
                    file.flatMap(one -> rows.item(one, offer.item().id()));
            Optional<Taken> taken = file.isPresent() && (there.isPresent() || takesMore(file.get()))
                    ? join(file.get(), there, offer, flag)
                    : open(current.orElse(null), offer, flag);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw busy();
    }

    /** Whether the customer's latest case is the one for another item, too. */
    private boolean takesMore(CaseFile file) {
        Instant resolvedAt = file.progress().resolvedAt();
        return resolvedAt == null
                || !file.erased() && resolvedAt.plus(properties.reopenFor()).isAfter(clock.instant());
    }

    private Optional<Taken> open(@Nullable UUID before, Offer offer, Flag flag) {
        Step step = decisions.opened(offer, flag, now());
        if (!writer.write(step, before, step.put())) {
            return Optional.empty();
        }
        Feedback item = offer.item();
        known.add(offer.store(), item.id(), item.revision(), offer.via(), step.after());
        return Optional.of(Taken.OPENED);
    }

    private Optional<Taken> join(CaseFile before, Optional<CaseItem> there, Offer offer, Flag flag) {
        Feedback item = offer.item();
        if (there.isPresent() && there.get().revision() >= item.revision()) {
            // from before a crash
            known.add(before.store(), item.id(), item.revision(), offer.via(), before);
            return Optional.of(Taken.KNOWN);
        }
        Step step = decisions.joined(before, offer, flag, now());
        if (!write(step)) {
            return Optional.empty();
        }
        known.add(before.store(), item.id(), item.revision(), offer.via(), step.after());
        return Optional.of(step.type() == EventType.REOPENED ? Taken.OPENED : Taken.JOINED);
    }

    /** A good answer: it ends the case of a customer who was contacted before. */
    private Taken content(Offer offer) {
        Feedback item = offer.item();
        Optional<UUID> current = rows.current(offer.store(), offer.customer());
        if (current.isEmpty()) {
            return Taken.UNFLAGGED;
        }
        Optional<CaseFile> resolved =
                change(offer.store(), offer.customer(), current.get(), file -> decisions.recovered(file, item, now()));
        return resolved.isPresent() ? Taken.RECOVERED : Taken.UNFLAGGED;
    }

    /**
     * Changes a case: loads it, has the change decided and writes it, again if somebody else was faster. Blocks.
     *
     * @param decide from the case as it is to what becomes of it; empty to leave it. May be asked more than once
     * @return the case after the change, empty if there was none
     */
    Optional<CaseFile> change(String store, String customer, UUID id, Function<CaseFile, Optional<Step>> decide) {
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<Step> step = rows.find(store, customer, id).flatMap(decide);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            if (write(step.get())) {
                return Optional.of(step.get().after());
            }
        }
        throw busy();
    }

    /** Writes a step of a case that there is; false if somebody else was faster. */
    private boolean write(Step step) {
        List<CaseItem> items = step.isTold() ? after(step) : List.of();
        return writer.write(step, null, items);
    }

    /** The items of a case after a step. */
    private List<CaseItem> after(Step step) {
        List<CaseItem> items = rows.items(step.after());
        for (CaseItem put : step.put()) {
            if (put.shown() != null) {
                items = Decisions.replaced(items, put);
            }
        }
        return items.stream()
                .filter(item -> !step.removed().contains(item.id()))
                .toList();
    }

    private static StoreAwayException busy() {
        return new StoreAwayException("a case was changed by others " + TRIES + " times in a row");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
