package io.earshot.alerts.inbox;

import io.earshot.alerts.cases.Casework;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody wants changed of a case, as the forms of its page send it. A form that shows a field also says what the field held; one that is as it
 * was is not wanted, so that whatever others made of it meanwhile stays.
 *
 * @param version of the case that they saw; 0 where the form does not say so, which none ever has
 * @param fields by the names of the API, an empty text for nobody and none
 */
record Wish(long version, Map<String, String> fields) {

    private static final List<String> FIELDS = List.of("status", "outcome", "assignee", "team", "severity");

    static Wish read(MultiValueMap<String, String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : FIELDS) {
            String value = form.getFirst(name);
            if (value != null && !value.strip().equals(form.getFirst("was-" + name))) {
                fields.put(name, value.strip());
            }
        }
        return new Wish(version(form.getFirst("version")), fields);
    }

    static Wish none() {
        return new Wish(0, Map.of());
    }

    private static long version(@Nullable String text) {
        try {
            return text == null ? 0 : Math.max(0, Long.parseLong(text));
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
