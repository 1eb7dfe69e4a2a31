package io.earshot.bench;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What is printed: results, and between them, with the time, how far it is. */
public final class Report {

    private Report() {}

    public static void title(String text, Object... values) {
        System.out.printf(Locale.ROOT, "%n" + text + "%n", values);
    }

    public static void line(String text, Object... values) {
        System.out.printf(Locale.ROOT, "  " + text + "%n", values);
    }

    public static void progress(String text, Object... values) {
        System.out.printf(
                Locale.ROOT, "    %s " + text + "%n", prepend(LocalTime.now().truncatedTo(ChronoUnit.SECONDS), values));
    }

    /** With the ratio to the yardstick of the same run. */
    public static void rate(String what, double perSecond, double yardstick) {
        line("%-52s %,9.0f items/s  %.2f", what, perSecond, perSecond / yardstick);
    }

    private static Object[] prepend(Object first, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = first;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }
}
