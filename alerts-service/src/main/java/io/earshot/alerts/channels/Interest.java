package io.earshot.alerts.channels;

import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventType;
import java.util.List;

/**
 * Which events a channel hears of. Of each kind an empty list stands for all.
 *
 * @param rules of cases that these rules opened
 * @param teams of cases that are with one of these teams; none is with nobody then
 * @param types of these events
 */
public record Interest(List<String> rules, List<String> teams, List<EventType> types) {

    /** In everything. */
    static final Interest ALL = new Interest(List.of(), List.of(), List.of());

    public Interest {
        rules = List.copyOf(rules);
        teams = List.copyOf(teams);
        types = List.copyOf(types);
    }

    boolean isIn(CaseEvent event) {
        String team = event.team();
        return (rules.isEmpty() || rules.contains(event.rule()))
                && (teams.isEmpty() || team != null && teams.contains(team))
                && (types.isEmpty() || types.contains(event.type()));
    }
}
