package io.earshot.alerts.inbox;

import io.earshot.alerts.cases.Casework;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants changed of a case. All of its page is one form, so that nothing typed is lost whatever button is pressed; the button says which
 * part of it is meant. Each part tells the version that it shows. A field that is shown is sent with what it held; one that is as it was is not wanted,
 * so that whatever others made of it meanwhile stays.
 *
 * @param version of the case that they saw; 0 where the form does not say so, which none ever has
 * @param fields by the names of the API, an empty text for nobody and none
 */
record Wish(long version, Map<String, String> fields) {

    /** The fields that people fill in. */
    private static final List<String> SHOWN = List.of("assignee", "team", "severity");

    private static final List<String> FIELDS = List.of("status", "outcome", "assignee", "team", "severity");

    /**
     * @param me the name of the person
     */
    static Wish read(MultiValueMap<String, String> form, String me) {
        String button = Objects.requireNonNullElse(form.getFirst("do"), "edit");
        if (Casework.outcomes().contains(button)) {
            return new Wish(version(form, "resolve-version"), resolved(button));
        }
        return switch (button) {
            case "edit" -> new Wish(version(form, "edit-version"), typed(form));
            case "again" -> new Wish(version(form, "again-version"), again(form));
            case "assign" -> new Wish(version(form, "version"), Map.of("assignee", me));
            default -> new Wish(version(form, "version"), Map.of("status", button));
        };
    }

    private static Map<String, String> resolved(String outcome) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("status", "resolved");
        fields.put("outcome", outcome);
        return fields;
    }

    /** What somebody made different in the fields of the page. */
    static Map<String, String> typed(MultiValueMap<String, String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : SHOWN) {
            String value = form.getFirst(name);
            if (value != null && !value.strip().equals(form.getFirst("was-" + name))) {
                fields.put(name, value.strip());
            }
        }
        return fields;
    }

    private static Map<String, String> again(MultiValueMap<String, String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : FIELDS) {
            String value = form.getFirst("again-" + name);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static long version(MultiValueMap<String, String> form, String field) {
        try {
            return Math.max(0, Long.parseLong(Objects.requireNonNullElse(form.getFirst(field), "")));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** As the API takes it. */
    ObjectNode patch() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        fields.forEach((name, value) -> {
            boolean isNone = value.isEmpty() && (name.equals("assignee") || name.equals("team"));
            patch.put(name, isNone ? null : value);
        });
        return patch;
    }

    /** Whether a case in that status can still become what is wanted. */
    boolean isPossible(String status) {
        String wanted = fields.get("status");
        return wanted == null || Casework.leads(status, wanted);
    }

    /** In words, such as {@code resolve it: recovered}. */
    String words() {
        List<String> words = new ArrayList<>();
        fields.forEach((name, value) -> {
            switch (name) {
                case "status" -> words.add(status(value));
                case "assignee" -> words.add(value.isEmpty() ? "assign it to nobody" : "assign it to " + value);
                case "team" -> words.add(value.isEmpty() ? "take it from its team" : "give it to the team " + value);
                case "severity" -> words.add("make its severity " + value);
                default -> words.add("as " + Due.words(value));
            }
        });
        return String.join(", ", words);
    }

    private static String status(String value) {
        return switch (value) {
            case "acknowledged" -> "acknowledge it";
            case "contacted" -> "mark the customer as contacted";
            case "resolved" -> "resolve it";
            case "open" -> "open it again";
            default -> "make it " + value;
        };
    }
}
