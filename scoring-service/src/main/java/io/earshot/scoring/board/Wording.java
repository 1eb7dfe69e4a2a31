package io.earshot.scoring.board;

import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Series;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and times as a reader is used to them. The words around them are English, the times are UTC. */
final class Wording {

    private final Locale locale;
    private final DateTimeFormatter days;
    private final DateTimeFormatter times;

    /**
     * @param reader null where the reader's browser tells none
     */
    Wording(@Nullable Locale reader) {
        this.locale = reader == null ? Locale.ENGLISH : reader;
        this.days = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .localizedBy(locale)
                .withZone(ZoneOffset.UTC);
        this.times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .localizedBy(locale)
                .withZone(ZoneOffset.UTC);
    }

    String count(long n) {
        return NumberFormat.getIntegerInstance(locale).format(n);
    }

    /** {@code 1 answer}, {@code 2 answers}. */
    String count(long n, String noun) {
        return count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /** A score of that series, without its unit. */
    String score(Series series, double score) {
        return number(score, decimals(series));
    }

    /** What follows a score of that series. */
    String unit(Series series) {
        return switch (series.metric()) {
            case NPS -> "";
            case CSAT -> "%";
            case CES, BUTTON -> "of " + series.scale().high();
            case REVIEW -> "of " + series.scale().high() + " stars";
        };
    }

    /** Less than this is shown as nothing. */
    double least(Series series) {
        return decimals(series) == 1 ? 0.1 : 0.01;
    }

    /** Shares and differences of shares are told to a tenth, means to a hundredth. */
    private static int decimals(Series series) {
        return series.metric() == Metric.NPS || series.metric() == Metric.CSAT ? 1 : 2;
    }

    /** {@code 31.4%}, of a part of a whole that is not 0. */
    String share(long part, long whole) {
        NumberFormat percent = NumberFormat.getPercentInstance(locale);
        percent.setMinimumFractionDigits(1);
        percent.setMaximumFractionDigits(1);
        return percent.format((double) part / whole);
    }

    String number(double number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        // no minus before what is rounded to nothing
        double shown = Math.abs(number) < 0.5 * Math.pow(10, -decimals) ? 0 : number;
        return format.format(shown);
    }

    String day(Instant time) {
        return days.format(time);
    }

    String time(Instant time) {
        return times.format(time);
    }

    /** {@code 23 Oct 2026, 00:00 to 22 Nov 2026, 16:40 UTC}. */
    String between(Instant from, Instant to) {
        return time(from) + " to " + time(to) + " UTC";
    }
}
