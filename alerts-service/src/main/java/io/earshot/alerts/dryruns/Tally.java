package io.earshot.alerts.dryruns;

import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Rulebook;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.Review;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a rule flags among the events of a store, told to it in their order. The newest revision of an item counts, a withdrawn one does not.
 * An item that is neither flagged nor revised nor withdrawn is forgotten at once: a repeat of it says nothing new, a revision is newer.
 */
final class Tally {

    private static final int EXAMPLES = 20;
    private static final int EXCERPT = 200;

    private final Rulebook rulebook;
    private final Instant from;
    private final int most;
    private final Map<String, Seen> items = new HashMap<>();
    private final Map<String, Integer> erased = new HashMap<>();
    private int read;
    private int events;

    /**
     * @param from earlier items don't count
     * @param most items and erased persons that may be kept
     */
    Tally(Rulebook rulebook, Instant from, int most) {
        this.rulebook = rulebook;
        this.from = from;
        this.most = most;
    }

    /** An item as it is remembered: its highest revision, and what the rule said of it. */
    private record Seen(
            int revision, boolean byServer, @Nullable Hit hit) {}

    private record Hit(
            String id,
            Instant occurredAt,
            Severity severity,
            @Nullable String excerpt,
            @Nullable String customer,
            int event) {}

    /** An item that would have been flagged; without words where none were given, or the person was erased. */
    record Example(
            String id,
            Instant occurredAt,
            Severity severity,
            @Nullable String excerpt) {}

    /** Takes an event; false, and the event is not counted, if there is no room left. */
    boolean add(FeedbackEvent event) {
        if (items.size() + erased.size() >= most) {
            return false;
        }
        events++;
        if (event instanceof Submitted submitted) {
            read++;
            submitted(submitted);
        } else if (event instanceof Withdrawn withdrawn) {
            items.put(withdrawn.id(), new Seen(Integer.MAX_VALUE, true, null));
        } else {
            erased.put(((Erased) event).customerId(), events);
        }
        return true;
    }

    private void submitted(Submitted event) {
        Feedback item = event.feedback();
        boolean byServer = event.origin().via() == Via.INGEST;
        Seen before = items.get(item.id());
        // a browser can't revise what a server posted
        if (before != null && (item.revision() <= before.revision() || before.byServer() && !byServer)) {
            return;
        }
        Hit hit = item.occurredAt().isBefore(from)
                ? null
                : rulebook.judge(item).map(flag -> hit(item, flag)).orElse(null);
        if (hit != null || before != null || item.revision() > 0) {
            items.put(item.id(), new Seen(item.revision(), before == null ? byServer : before.byServer(), hit));
        }
    }

    private Hit hit(Feedback item, Flag flag) {
        Customer customer = item.customer();
        return new Hit(
                item.id(),
                item.occurredAt(),
                flag.severity(),
                excerpt(item),
                customer == null ? null : customer.id(),
                events);
    }

    private static @Nullable String excerpt(Feedback item) {
        String text = item.comment();
        if (text == null && item instanceof Review review) {
            text = review.title();
        }
        return text == null || text.codePointCount(0, text.length()) <= EXCERPT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…";
    }

    /** How many submissions were looked at, repeats and revisions among them. */
    int read() {
        return read;
    }

    /** How many items the rule flags, by severity; every severity is there. */
    Map<Severity, Integer> bySeverity() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        Stream.of(Severity.values()).forEach(severity -> counts.put(severity, 0));
        hits().forEach(hit -> counts.merge(hit.severity(), 1, Integer::sum));
        return counts;
    }

    /** The newest of the items that the rule flags, at most 20. */
    List<Example> examples() {
        return hits().sorted(Comparator.comparing(Hit::occurredAt)
                        .thenComparing(Hit::id)
                        .reversed())
                .limit(EXAMPLES)
                .map(hit ->
                        new Example(hit.id(), hit.occurredAt(), hit.severity(), isErased(hit) ? null : hit.excerpt()))
                .toList();
    }

    private boolean isErased(Hit hit) {
        return hit.customer() != null && erased.getOrDefault(hit.customer(), 0) > hit.event();
    }

    private Stream<Hit> hits() {
        return items.values().stream().map(Seen::hit).filter(Objects::nonNull).map(Objects::requireNonNull);
    }
}
