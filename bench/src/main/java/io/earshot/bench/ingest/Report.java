package io.earshot.bench.ingest;

import java.util.Locale;

/** The printed table. */
final class Report {

    private Report() {}

    static void title(String text, Object... values) {
        System.out.printf(Locale.ROOT, "%n" + text + "%n", values);
    }

    /** With the ratio to the yardstick of the same run. */
    static void subject(Subject subject, String unit, double yardstick) {
        rate(
                subject.what(),
                subject.itemsPerSecond(),
                unit,
                String.format(Locale.ROOT, "  %.2f", subject.itemsPerSecond() / yardstick));
        details(subject);
    }

    static void subject(Subject subject, String unit) {
        rate(subject.what(), subject.itemsPerSecond(), unit);
        details(subject);
    }

    private static void details(Subject subject) {
        Subject.Work work = subject.work();
        line(
                "    processor time an item: server %.1f us, Kafka %.1f us, generator %.1f us",
                work.server(), work.kafka(), work.generator());
        if (subject.refused() > 0) {
            line("    %,d more items were refused with 503 (expected: none)", subject.refused());
        }
    }

    static void rate(String what, double perSecond, String unit) {
        rate(what, perSecond, unit, "");
    }

    private static void rate(String what, double perSecond, String unit, String ratio) {
        line("%-50s %,9.0f %s/s%s", what, perSecond, unit, ratio);
    }

    static void line(String text, Object... values) {
        System.out.printf(Locale.ROOT, "  " + text + "%n", values);
    }
}
