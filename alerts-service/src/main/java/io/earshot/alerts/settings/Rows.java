package io.earshot.alerts.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a form, each on fields of its own: {@code c0.metric}, {@code c0.words}, {@code c1.metric}. A row in whose fields nothing stands counts for
 * nothing, so what is read from them has numbers of its own.
 */
final class Rows {

    private static final Pattern UP = Pattern.compile("([a-z])([1-9]\\d?)");

    private Rows() {}

    static String prefix(String list, int row) {
        return list + row + ".";
    }

    /** The rows in whose fields something stands. */
    static List<Integer> used(Form form, String list, int most) {
        return IntStream.range(0, most)
                .filter(row -> form.values().entrySet().stream()
                        .anyMatch(field -> field.getKey().startsWith(prefix(list, row))
                                && !field.getValue().isBlank()))
                .boxed()
                .toList();
    }

    /** Whether somebody wants to see other rows, and nothing saved yet. */
    static boolean isRearranged(Form form) {
        return form.text("more") != null || form.text("up") != null;
    }

    /** The form with a row in the place of the one before it, where that is asked for. */
    static Form rearranged(Form form) {
        Matcher up = UP.matcher(form.value("up"));
        if (!up.matches()) {
            return form;
        }
        int row = Integer.parseInt(up.group(2));
        String upper = prefix(up.group(1), row - 1);
        String lower = prefix(up.group(1), row);
        Map<String, String> values = new LinkedHashMap<>();
        form.values().forEach((field, value) -> {
            if (field.startsWith(lower)) {
                values.put(upper + field.substring(lower.length()), value);
            } else if (field.startsWith(upper)) {
                values.put(lower + field.substring(upper.length()), value);
            } else if (!field.equals("up")) {
                values.put(field, value);
            }
        });
        return Form.of(values);
    }

    /** How many rows are shown: those that there were, and another one if that is asked for. */
    static int shown(Form form, String list, int least, int most) {
        int there = IntStream.range(0, most)
                .filter(row -> form.values().keySet().stream().anyMatch(field -> field.startsWith(prefix(list, row))))
                .map(row -> row + 1)
                .max()
                .orElse(0);
        int asked = list.equals(form.text("more")) ? 1 : 0;
        return Math.min(most, Math.max(least, there + asked));
    }

    /**
     * The field that a fault of a row is about.
     *
     * @param path of the list, before {@code [0].from}
     * @return null if the fault is about something else
     */
    static @Nullable String field(Form form, String path, String list, int most, String fault) {
        Matcher row = Pattern.compile(Pattern.quote(path) + "\\[(\\d+)](?:\\.(\\w+).*)?")
                .matcher(fault);
        List<Integer> used = used(form, list, most);
        if (!row.matches() || Integer.parseInt(row.group(1)) >= used.size()) {
            return null;
        }
        String field = row.group(2) == null ? "" : row.group(2);
        return prefix(list, used.get(Integer.parseInt(row.group(1)))) + field;
    }
}
