package io.earshot.alerts.message;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.rules.Severity;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Many notices as one message. A case stands in it once, as it is after the last of its notices; its news is what still matters of them.
 *
 * @param changes how many notices there are
 * @param cases the weightiest first, the newest first among equals
 */
public record Summary(int changes, List<Notice> cases) {

    /** So many cases are told about one by one. */
    private static final int MOST_LISTED = 10;

    private static final Comparator<Notice> WEIGHT = Comparator.comparing(Notice::severity)
            .thenComparing(Notice::openedAt)
            .thenComparing(Notice::caseId)
            .reversed();

    public static Summary of(Collection<Notice> notices) {
        Map<UUID, Notice> latest = new LinkedHashMap<>();
        notices.stream()
                .sorted(Comparator.comparingLong(Notice::version))
                .forEach(notice -> latest.merge(notice.caseId(), notice, Summary::asOne));
        return new Summary(
                notices.size(), latest.values().stream().sorted(WEIGHT).toList());
    }

    /** That a case was updated is no news beside its being new, open again or late, as long as somebody has to react to that. */
    private static Notice asOne(Notice earlier, Notice later) {
        return later.type() == EventType.UPDATED && later.isWaiting() ? later.with(earlier.type()) : later;
    }

    /** Those that are told about one by one. */
    public List<Notice> listed() {
        return cases.subList(0, Math.min(MOST_LISTED, cases.size()));
    }

    /** How many are not. */
    public int unlisted() {
        return cases.size() - listed().size();
    }

    /** How many cases there are of each severity, the weightiest first. */
    public Map<Severity, Long> bySeverity() {
        return counted(Notice::severity, Comparator.reverseOrder());
    }

    /** How many there are of each rule, the most frequent first. */
    public List<Map.Entry<String, Long>> byRule() {
        return counted(Notice::rule, Comparator.<String>naturalOrder()).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .toList();
    }

    /** The weightiest of all. */
    public Severity severity() {
        return cases.stream()
                .map(Notice::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NORMAL);
    }

    /** How many are not resolved. */
    public long open() {
        return cases.stream().filter(one -> one.resolvedAt() == null).count();
    }

    /** Such as {@code 12 cases: 3 urgent, 9 high}. */
    public String headline() {
        return Words.count(cases.size(), "case", "cases") + ": "
                + bySeverity().entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().slug())
                        .collect(Collectors.joining(", "));
    }

    private <K> Map<K, Long> counted(Function<Notice, K> key, Comparator<? super K> order) {
        return cases.stream().collect(Collectors.groupingBy(key, () -> new TreeMap<>(order), Collectors.counting()));
    }
}
