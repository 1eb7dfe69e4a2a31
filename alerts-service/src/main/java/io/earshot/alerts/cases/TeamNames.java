package io.earshot.alerts.cases;

import io.earshot.alerts.problem.FieldFault;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Which teams a case may be given to. */
@Component
final class TeamNames {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** What is wrong with that name of a team, empty if nothing is. */
    Optional<FieldFault> fault(String store, String team) {
        return SLUG.matcher(team).matches()
                ? Optional.empty()
                : Optional.of(new FieldFault(
                        "team", team + " (expected: the name of a team, 1 to 64 characters of a-z 0-9 -)"));
    }
}
