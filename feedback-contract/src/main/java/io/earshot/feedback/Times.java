package io.earshot.feedback;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * RFC 3339 times. Nearly all are written like {@code 2026-11-21T10:15:00.250Z}: these are read and written by hand, since a formatter takes longer than
 * all the rest of an item; the others as the JDK reads them.
 */
final class Times {

    private static final int SECONDS_END = "2026-11-21T10:15:00".length();
    private static final String PUNCTUATION = "    -  -  T  :  :  ";
    private static final int MILLIS_OF_DAY = 24 * 3_600_000;
    private static final int[] MILLIS_OF_DIGIT = {0, 100, 10, 1};

    private Times() {}

    /**
     * Reads a time, in whole milliseconds.
     *
     * @throws DateTimeException if it is none
     */
    static Instant parse(String text) {
        int fractionDigits = Math.max(0, text.length() - SECONDS_END - 2);
        if (!isPlain(text, fractionDigits)) {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        }
        long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                .toEpochDay();
        long minute = (day * 24 + digits(text, 11, 13)) * 60 + digits(text, 14, 16);
        long fraction = digits(text, SECONDS_END + 1, SECONDS_END + 1 + fractionDigits);
        return Instant.ofEpochMilli(
                minute * 60_000 + digits(text, 17, 19) * 1_000L + fraction * MILLIS_OF_DIGIT[fractionDigits]);
    }

    /**
     * Writes a time in whole milliseconds (a finer part is cut off), as {@link Instant#toString()} does: with three decimals of the second, or none
     * where they are zero.
     */
    static String write(Instant time) {
        long millis = time.toEpochMilli();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_OF_DAY));
        if (day.getYear() < 1000 || day.getYear() > 9999) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        int ofDay = Math.floorMod(millis, MILLIS_OF_DAY);
        StringBuilder text = new StringBuilder(SECONDS_END + 5);
        text.append(day.getYear());
        two(text.append('-'), day.getMonthValue());
        two(text.append('-'), day.getDayOfMonth());
        two(text.append('T'), ofDay / 3_600_000);
        two(text.append(':'), ofDay / 60_000 % 60);
        two(text.append(':'), ofDay / 1_000 % 60);
        int fraction = ofDay % 1_000;
        if (fraction != 0) {
            two(text.append('.').append((char) ('0' + fraction / 100)), fraction % 100);
        }
        return text.append('Z').toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Whether it has digits and punctuation in the usual places, and hours, minutes and seconds within theirs. */
    private static boolean isPlain(String text, int fractionDigits) {
        int end = text.length() - 1;
        boolean fits = end == SECONDS_END
                || fractionDigits > 0 && fractionDigits < MILLIS_OF_DIGIT.length && text.charAt(SECONDS_END) == '.';
        if (!fits || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < end; i++) {
            boolean digit = i > SECONDS_END || i < SECONDS_END && PUNCTUATION.charAt(i) == ' ';
            boolean good = digit
                    ? text.charAt(i) >= '0' && text.charAt(i) <= '9'
                    : i == SECONDS_END || text.charAt(i) == PUNCTUATION.charAt(i);
            if (!good) {
                return false;
            }
        }
        return digits(text, 11, 13) < 24 && digits(text, 14, 16) < 60 && digits(text, 17, 19) < 60;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
