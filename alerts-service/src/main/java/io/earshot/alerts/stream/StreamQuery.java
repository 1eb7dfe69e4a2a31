package io.earshot.alerts.stream;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Which changes a client wants to hear of, by the case after the change; null for all, empty for those of nobody. */
record StreamQuery(
        @Nullable String severity,
        @Nullable String assignee,
        @Nullable String team) {

    private static final Set<String> KNOWN = Set.of("severity", "assignee", "team");

    /**
     * @throws ProblemException naming every fault
     */
    static StreamQuery read(MultiValueMap<String, String> parameters) {
        List<FieldFault> faults = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                faults.add(new FieldFault(name, "unknown parameter (expected: severity, assignee or team)"));
            } else if (values.size() > 1) {
                faults.add(new FieldFault(name, "given " + values.size() + " times (expected: once)"));
            }
        });
        String severity = parameters.getFirst("severity");
        if (severity != null && Severity.of(severity).isEmpty()) {
            faults.add(new FieldFault("severity", severity + " (expected: one of " + Severity.slugs() + ")"));
        }
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new StreamQuery(severity, parameters.getFirst("assignee"), parameters.getFirst("team"));
    }

    boolean matches(CaseChange change) {
        return (severity == null || severity.equals(change.severity()))
                && isAsked(assignee, change.assignee())
                && isAsked(team, change.team());
    }

    private static boolean isAsked(@Nullable String asked, @Nullable String has) {
        return asked == null || asked.equals(Objects.requireNonNullElse(has, ""));
    }
}
