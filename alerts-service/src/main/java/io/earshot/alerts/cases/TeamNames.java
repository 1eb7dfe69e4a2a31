package io.earshot.alerts.cases;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.teams.Teams;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which teams a person may give a case to: those of the store. A rule may name one that is still to come. */
@Component
final class TeamNames {

    private final Teams teams;

    TeamNames(Teams teams) {
        this.teams = teams;
    }

    /** What is wrong with that name of a team, empty if nothing is. Blocks. */
    Optional<FieldFault> fault(String store, String team) {
        List<String> there = teams.names(store);
        return there.contains(team) ? Optional.empty() : Optional.of(fault(team, there));
    }

    static FieldFault fault(String team, List<String> there) {
        String expected =
                there.isEmpty() ? "a team of the store, which has none" : "one of " + String.join(", ", there);
        return new FieldFault("team", team + " (expected: " + expected + ")");
    }
}
