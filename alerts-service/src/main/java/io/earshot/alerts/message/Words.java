package io.earshot.alerts.message;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** How text from outside gets into a message without breaking out of its place in it. */
public final class Words {

    /**
     * Control characters, line breaks of every kind, and the marks that change the direction of what follows: in a subject line they could
     * start another header or make it read as something else.
     */
    private static final Pattern NOT_ON_A_LINE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]+");

    /** As above, line feeds aside. */
    private static final Pattern NOT_IN_A_TEXT =
            Pattern.compile("[\\p{Cc}\\u061C\\u202A-\\u202E\\u2066-\\u2069\\uFEFF&&[^\\n]]");

    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|[\\r\\u2028\\u2029\\u0085]");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm z", Locale.ENGLISH);

    private Words() {}

    /** All of it on one line, with single blanks. */
    public static String line(String text) {
        return NOT_ON_A_LINE.matcher(text).replaceAll(" ").strip().replaceAll("\\s+", " ");
    }

    /** On one line, of at most so many characters. */
    public static String line(String text, int most) {
        return cut(line(text), most);
    }

    /** Several lines, divided by line feeds alone. */
    public static String text(String text) {
        String broken = LINE_BREAK.matcher(text).replaceAll("\n").replace('\t', ' ');
        String clean = NOT_IN_A_TEXT.matcher(broken).replaceAll("");
        return BLANK_LINES.matcher(clean).replaceAll("\n\n").strip();
    }

    /** The beginning, of at most so many characters; no character is cut in two, and what was left out shows. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end).stripTrailing() + "…";
    }

    /** With a capital letter at its beginning. */
    public static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** One or many of them. */
    public static String count(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** Such as {@code Sun 22 Nov 2026, 14:05 CET}. */
    public static String time(Instant at, ZoneId zone) {
        String shown = TIME.format(at.atZone(zone));
        return shown.endsWith(" Z") ? shown.substring(0, shown.length() - 1) + "UTC" : shown;
    }

    /** A span in its largest unit, such as {@code 3 hours}. */
    public static String span(Duration span) {
        long minutes = Math.max(1, Math.round(span.abs().toSeconds() / 60.0));
        if (minutes < 90) {
            return count(minutes, "minute", "minutes");
        }
        long hours = Math.round(minutes / 60.0);
        return hours < 48 ? count(hours, "hour", "hours") : count(Math.round(hours / 24.0), "day", "days");
    }
}
