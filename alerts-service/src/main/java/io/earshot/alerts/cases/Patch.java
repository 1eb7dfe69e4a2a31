package io.earshot.alerts.cases;

import io.earshot.alerts.posted.PostedFields;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody wants changed of a case.
 *
 * @param status where it is to go, null to leave it
 * @param outcome how it ended; there if, and only if, it is to be resolved
 * @param assignee who is to see to it, null to leave that
 * @param team the team that it is to go to, null to leave that
 * @param severity null to leave it
 * @param agent who wants it, as their tool names them; null if it doesn't
 */
record Patch(
        @Nullable Status status,
        @Nullable Outcome outcome,
        @Nullable Name assignee,
        @Nullable Name team,
        @Nullable Severity severity,
        @Nullable String agent) {

    static final int LONGEST_NAME = 100;

    private static final List<String> FIELDS = List.of("status", "outcome", "assignee", "team", "severity", "by");

    /**
     * A name that is given.
     *
     * @param value null for nobody
     */
    record Name(@Nullable String value) {}

    /**
     * @throws ProblemException naming every fault
     */
    static Patch read(JsonNode json) {
        PostedFields fields = PostedFields.of(json, FIELDS);
        Status status =
                fields.given("status", Status::of, "one of " + Status.slugs()).orElse(null);
        Outcome outcome = fields.optional("outcome", Outcome::of, "one of " + Outcome.slugs())
                .orElse(null);
        if (status == Status.RESOLVED && !fields.isThere("outcome")) {
            fields.fault("outcome", "missing (expected: one of " + Outcome.slugs() + ")");
        } else if (outcome != null && status != Status.RESOLVED) {
            fields.fault("outcome", outcome.slug() + " (expected: only together with the status resolved)");
        }
        Name assignee = fields.has("assignee") ? new Name(fields.line("assignee", LONGEST_NAME)) : null;
        Name team = fields.has("team") ? new Name(fields.line("team", LONGEST_NAME)) : null;
        Severity severity = fields.given("severity", Severity::of, "one of " + Severity.slugs())
                .orElse(null);
        String agent = fields.line("by", LONGEST_NAME);
        fields.check();
        return new Patch(status, outcome, assignee, team, severity, agent);
    }
}
