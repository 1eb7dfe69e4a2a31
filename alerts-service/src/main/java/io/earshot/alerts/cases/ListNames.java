package io.earshot.alerts.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which lists a case is in: that of all, that of its assignee, that of its team, and that of its kind unless that is the usual one. */
final class ListNames {

    static final String ALL = "";

    private ListNames() {}

    static List<String> of(String kind, @Nullable String assignee, @Nullable String team) {
        List<String> names = new ArrayList<>(List.of(ALL, ofAssignee(assignee), ofTeam(team)));
        if (!isUsual(kind)) {
            names.add(ofKind(kind));
        }
        return names;
    }

    /** The shortest list that has all that is asked for. */
    static String of(CaseQuery query) {
        if (query.kind() != null && !isUsual(query.kind())) {
            return ofKind(query.kind());
        }
        if (query.assignee() != null) {
            return ofAssignee(query.assignee());
        }
        return query.team() != null ? ofTeam(query.team()) : ALL;
    }

    private static String ofAssignee(@Nullable String assignee) {
        return "assignee:" + Objects.requireNonNullElse(assignee, "");
    }

    private static String ofTeam(@Nullable String team) {
        return "team:" + Objects.requireNonNullElse(team, "");
    }

    private static String ofKind(String kind) {
        return "kind:" + kind;
    }

    /** The kind that most cases are of: a list of its own would be the list of all again. */
    private static boolean isUsual(String kind) {
        return kind.equals(CaseFile.DETRACTOR);
    }
}
