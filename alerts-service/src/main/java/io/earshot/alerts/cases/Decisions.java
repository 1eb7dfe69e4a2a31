package io.earshot.alerts.cases;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.teams.Deadlines;
import io.earshot.feedback.Feedback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What becomes of a case when an item comes, changes or goes: decided from what is given, nothing is read or written here. */
@Component
final class Decisions {

    /** More items of one customer join the case by number only, and nobody is told of them. */
    static final int MOST_ITEMS = 100;

    private final Deadlines deadlines;
    private final CaseProperties properties;

    Decisions(Deadlines deadlines, CaseProperties properties) {
        this.deadlines = deadlines;
        this.properties = properties;
    }

    /** A new case. */
    Step opened(Offer offer, Flag flag, Instant now) {
        CaseItem item = CaseItem.of(offer.item(), flag, now);
        CaseFile file = new CaseFile(
                offer.store(),
                offer.customer(),
                CaseFile.idOf(offer.store(), offer.item().id()),
                1,
                CaseFile.DETRACTOR,
                flag.rule(),
                flag.severity(),
                false,
                CaseJson.who(offer.item()),
                null,
                flag.team(),
                now,
                now,
                Progress.opened(now),
                deadline(offer.store(), flag.team(), flag, now),
                1,
                false,
                null);
        return Step.of(null, file, EventType.OPENED, by(flag)).putting(item);
    }

    /** The case with one more item. */
    Step joined(CaseFile before, Offer offer, Flag flag, Instant now) {
        CaseItem item = CaseItem.of(offer.item(), flag, now);
        CaseFile after = before.changed(now)
                .counting(before.itemCount() + 1)
                .knowing(CaseJson.who(offer.item()))
                .weighing(before.severity().max(flag.severity()));
        boolean isUnhappyAgain = before.progress().isResolved() && happenedSince(offer.item(), before);
        if (isUnhappyAgain) {
            String team = flag.team() == null ? before.team() : flag.team();
            after = after.with(Progress.opened(now)).withTeam(team).with(deadline(before.store(), team, flag, now));
        } else if (after.severity().compareTo(before.severity()) > 0) {
            after = after.with(before.deadline().noLaterThan(deadline(before.store(), before.team(), flag, now)));
        }
        EventType type = isUnhappyAgain ? EventType.REOPENED : EventType.UPDATED;
        boolean isShown = after.itemCount() <= MOST_ITEMS;
        Step step = Step.of(before, after, type, by(flag)).putting(isShown ? item : item.hidden());
        return isShown || isUnhappyAgain ? step : step.untold();
    }

    private static boolean happenedSince(Feedback item, CaseFile before) {
        Instant resolvedAt = before.progress().resolvedAt();
        return resolvedAt == null || item.occurredAt().isAfter(resolvedAt);
    }

    /** The case with an item as it reads now; empty if it does already. */
    Optional<Step> revised(CaseFile before, CaseItem there, List<CaseItem> itemsBefore, Offer offer, Instant now) {
        if (there.revision() >= offer.item().revision() || before.erased()) {
            return Optional.empty();
        }
        Flag flag = offer.flag();
        CaseItem one = CaseItem.of(offer.item(), flag, there.at());
        CaseItem item = there.shown() == null ? one.hidden() : one;
        List<CaseItem> items = replaced(itemsBefore, item);
        CaseFile after = before.changed(now).knowing(CaseJson.who(offer.item()));
        EventType type = EventType.UPDATED;
        boolean hadFlag = there.isFlagged();
        if (flag != null && !hadFlag && before.progress().isResolved()) {
            after = after.with(Progress.opened(now)).with(deadline(before.store(), before.team(), flag, now));
            type = EventType.REOPENED;
        } else if (flag == null
                && hadFlag
                && nothingLeft(after, items)
                && !before.progress().isResolved()) {
            after = after.with(
                    before.progress().resolved(offer.isGood() ? Outcome.RECOVERED : Outcome.NOT_AN_ISSUE, now));
            type = EventType.RESOLVED;
        }
        return Optional.of(
                Step.of(before, weighed(after, items), type, "customer").putting(item));
    }

    /** The case without an item. */
    Step withdrawn(CaseFile before, CaseItem item, List<CaseItem> itemsBefore, Instant now) {
        List<CaseItem> left =
                itemsBefore.stream().filter(one -> !one.id().equals(item.id())).toList();
        CaseFile after = before.changed(now).counting(Math.max(0, before.itemCount() - 1));
        boolean ends = nothingLeft(after, left) && !before.progress().isResolved();
        if (ends) {
            after = after.with(before.progress().resolved(Outcome.NOT_AN_ISSUE, now));
        }
        EventType type = ends ? EventType.RESOLVED : EventType.UPDATED;
        return Step.of(before, weighed(after, left), type, "withdrawal").removing(item.id());
    }

    /** The case without a word of who it is about, and closed: nobody can be written to any more. */
    Optional<Step> erased(CaseFile before, Instant now) {
        if (before.erased()) {
            return Optional.empty();
        }
        CaseFile after = before.changed(now).anonymous();
        boolean ends = !before.progress().isResolved();
        if (ends) {
            after = after.with(before.progress().resolved(Outcome.NOT_AN_ISSUE, now));
        }
        return Optional.of(Step.of(before, after, ends ? EventType.RESOLVED : EventType.UPDATED, "erasure"));
    }

    /** The case resolved by a good answer; empty if the customer had not been contacted before it. */
    Optional<Step> recovered(CaseFile before, Feedback item, Instant now) {
        Instant contactedAt = before.progress().contactedAt();
        if (before.status() != Status.CONTACTED
                || contactedAt == null
                || !item.occurredAt().isAfter(contactedAt)) {
            return Optional.empty();
        }
        CaseFile after = before.changed(now)
                .counting(before.itemCount() + 1)
                .with(before.progress().resolved(Outcome.RECOVERED, now));
        CaseItem joining = CaseItem.of(item, null, now);
        return Optional.of(Step.of(before, after, EventType.RESOLVED, "customer")
                .putting(after.itemCount() <= MOST_ITEMS ? joining : joining.hidden()));
    }

    /** With the item in the place of the one of the same id, or at the end. */
    static List<CaseItem> replaced(List<CaseItem> items, CaseItem item) {
        List<CaseItem> all = new ArrayList<>(items);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(item.id())) {
                all.set(i, item);
                return all;
            }
        }
        all.add(item);
        return all;
    }

    /** Whether no item of the case is a reason for it any more, as far as is known. */
    private static boolean nothingLeft(CaseFile file, List<CaseItem> items) {
        return file.itemCount() <= MOST_ITEMS && items.stream().noneMatch(CaseItem::isFlagged);
    }

    /** As severe as its severest item; where none is left that meets a rule, as before. */
    private static CaseFile weighed(CaseFile file, List<CaseItem> items) {
        return items.stream()
                .map(CaseItem::severity)
                .filter(Objects::nonNull)
                .reduce((one, other) -> one.max(other))
                .map(file::weighing)
                .orElse(file);
    }

    /** Until when somebody has to have contacted the customer. */
    Deadline deadline(String store, @Nullable String team, Flag flag, Instant from) {
        Duration due = Objects.requireNonNullElseGet(flag.due(), () -> properties.due(flag.severity()));
        return deadline(store, team, due, Objects.requireNonNullElse(flag.escalateAfter(), due), from);
    }

    /** The same where no rule says it, but only how much it matters. */
    Deadline deadline(String store, @Nullable String team, Severity severity, Instant from) {
        Duration due = properties.due(severity);
        return deadline(store, team, due, due, from);
    }

    private Deadline deadline(String store, @Nullable String team, Duration due, Duration escalateAfter, Instant from) {
        Instant dueAt = deadlines.after(store, team, from, due);
        return new Deadline(dueAt, deadlines.after(store, team, dueAt, escalateAfter), 0);
    }

    private static String by(Flag flag) {
        return "rule:" + flag.rule();
    }
}
