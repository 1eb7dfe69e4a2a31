package io.earshot.alerts.settings;

import io.earshot.alerts.teams.TeamDesk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A team as a form: a line for each day of its week. */
final class TeamForm {

    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final String HOURS = "hours.";
    private static final Set<String> FIELDS = Set.of("name", "title", "members", "lead", "leadChannel");

    private TeamForm() {}

    static Form blank() {
        return Form.of(Map.of());
    }

    static Form of(TeamDesk.View team) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", team.name());
        values.put("title", team.title());
        values.put("members", String.join("\n", team.members()));
        values.put("lead", team.lead() == null ? "" : team.lead());
        values.put(
                "leadChannel",
                team.leadChannel() == null ? "" : team.leadChannel().toString());
        JsonNode hours = team.hours();
        if (hours != null) {
            values.put(HOURS + "zone", hours.path("zone").asString(""));
            DAYS.forEach(
                    day -> values.put(HOURS + day, Form.lines(hours.path(day)).replace("\n", ", ")));
            values.put(HOURS + "holidays", Form.lines(hours.path("holidays")));
        }
        return Form.of(values);
    }

    /** The team as the API takes it; what stands nowhere is null, which takes it away. */
    static JsonNode read(Form form, boolean isNew) {
        ObjectNode team = JsonNodeFactory.instance.objectNode();
        if (isNew) {
            team.put("name", form.value("name").strip());
        }
        team.put("title", form.text("title"));
        team.set("members", form.array("members"));
        team.put("lead", form.text("lead"));
        team.put("leadChannel", form.text("leadChannel"));
        team.set("hours", hours(form));
        if (isNew) {
            // a new team can't be given nothing by name
            List.of("title", "lead", "leadChannel", "hours").stream()
                    .filter(field -> team.path(field).isNull())
                    .forEach(team::remove);
        }
        return team;
    }

    private static JsonNode hours(Form form) {
        boolean isRoundTheClock =
                Stream.concat(DAYS.stream(), Stream.of("holidays")).allMatch(field -> form.text(HOURS + field) == null);
        if (isRoundTheClock) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode hours = JsonNodeFactory.instance.objectNode();
        hours.put("zone", form.value(HOURS + "zone").strip());
        for (String day : DAYS) {
            List<String> shifts = Stream.of(form.value(HOURS + day).split("[,\n]"))
                    .map(shift -> shift.replace('–', '-').replace(" ", ""))
                    .filter(shift -> !shift.isEmpty())
                    .toList();
            if (!shifts.isEmpty()) {
                hours.set(day, Form.array(shifts));
            }
        }
        if (form.text(HOURS + "holidays") != null) {
            hours.set("holidays", form.array(HOURS + "holidays"));
        }
        return hours;
    }

    /** The field of the form that a fault is about; empty for none. */
    static String field(String path) {
        String field = path.replaceFirst("\\[.*", "");
        return FIELDS.contains(field) || field.startsWith(HOURS) ? field : "";
    }
}
