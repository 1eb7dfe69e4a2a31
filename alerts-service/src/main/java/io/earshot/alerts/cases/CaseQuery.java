package io.earshot.alerts.cases;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What a client asks of the list of cases. */
record CaseQuery(
        List<Status> statuses,
        List<Severity> severities,
        @Nullable String assignee,
        @Nullable String team,
        @Nullable String kind,
        @Nullable String customer,
        @Nullable Cursor cursor,
        int limit) {

    static final List<String> KINDS = List.of(CaseFile.DETRACTOR, CaseFile.SCORE_DROP);

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final Set<String> KNOWN =
            Set.of("status", "severity", "assignee", "team", "kind", "customer", "cursor", "limit");

    /**
     * @throws ProblemException naming every fault
     */
    static CaseQuery read(MultiValueMap<String, String> parameters) {
        List<FieldFault> faults = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                faults.add(
                        new FieldFault(
                                name,
                                "unknown parameter (expected: status, severity, assignee, team, kind, customer, cursor or limit)"));
            } else if (values.size() > 1) {
                faults.add(new FieldFault(name, "given " + values.size() + " times (expected: once)"));
            }
        });
        Function<String, Optional<String>> parameter = name -> Optional.ofNullable(parameters.getFirst(name));
        List<Status> statuses = parameter
                .apply("status")
                .map(slug -> known(slug, Status.of(slug), "status", Status.slugs(), faults))
                .orElse(List.of(Status.values()));
        List<Severity> severities = parameter
                .apply("severity")
                .map(slug -> known(slug, Severity.of(slug), "severity", Severity.slugs(), faults))
                .orElse(List.of(Severity.values()));
        String kind = parameter.apply("kind").orElse(null);
        if (kind != null && !KINDS.contains(kind)) {
            faults.add(new FieldFault("kind", kind + " (expected: one of " + String.join(", ", KINDS) + ")"));
        }
        String customer = parameter.apply("customer").orElse(null);
        if (customer != null && customer.isBlank()) {
            faults.add(new FieldFault("customer", "empty (expected: the id of a customer)"));
        }
        Cursor cursor =
                parameter.apply("cursor").map(text -> cursor(text, faults)).orElse(null);
        int limit = parameter.apply("limit").map(text -> limit(text, faults)).orElse(USUAL);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new CaseQuery(
                statuses,
                severities,
                parameter.apply("assignee").orElse(null),
                parameter.apply("team").orElse(null),
                kind,
                customer,
                cursor,
                limit);
    }

    private static <T> List<T> known(
            String slug, Optional<T> value, String name, String expected, List<FieldFault> faults) {
        if (value.isEmpty()) {
            faults.add(new FieldFault(name, slug + " (expected: one of " + expected + ")"));
        }
        return value.map(List::of).orElse(List.of());
    }

    private static @Nullable Cursor cursor(String text, List<FieldFault> faults) {
        Optional<Cursor> cursor = Cursor.of(text);
        if (cursor.isEmpty()) {
            faults.add(new FieldFault("cursor", text + " (expected: what \"next\" of the page before says)"));
        }
        return cursor.orElse(null);
    }

    private static int limit(String text, List<FieldFault> faults) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below, like any other limit that can't be
        }
        faults.add(new FieldFault("limit", text + " (expected: 1 to " + MOST + ")"));
        return USUAL;
    }

    boolean matches(CaseList.Entry entry) {
        return matches(entry.kind(), entry.assignee(), entry.team());
    }

    boolean matches(DueLine line) {
        return matches(line.kind(), line.assignee(), line.team());
    }

    private boolean matches(String itsKind, @Nullable String itsAssignee, @Nullable String itsTeam) {
        return (kind == null || kind.equals(itsKind)) && isAsked(assignee, itsAssignee) && isAsked(team, itsTeam);
    }

    boolean matches(CaseFile file) {
        return statuses.contains(file.status())
                && severities.contains(file.severity())
                && matches(CaseList.Entry.of(file));
    }

    /** An empty parameter asks for those that have none. */
    private static boolean isAsked(@Nullable String asked, @Nullable String has) {
        return asked == null || asked.equals(Objects.requireNonNullElse(has, ""));
    }
}
