package io.earshot.scoring.board;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file after RFC 4180, for people who open it in a spreadsheet program. A text that such a program could take for a formula gets an
 * apostrophe in front, which keeps it a text; numbers are written as they are.
 */
final class Csv {

    /** In front of a file: programs that would guess another encoding take it for UTF-8 then. */
    static final String BEGIN = "\uFEFF";

    private static final String END_OF_ROW = "\r\n";
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n].*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile(".*[\",\r\n].*", Pattern.DOTALL);

    private Csv() {}

    /** A row; null is an empty cell. */
    static String row(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", END_OF_ROW));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        if (value instanceof Number) {
            return text;
        }
        String safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(safe).matches() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
