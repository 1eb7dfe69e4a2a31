package io.earshot.alerts.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.alerts.teams.BusinessHours.Shift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BusinessHoursTest {

    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Shift MORNING = new Shift(9 * 60, 12 * 60);
    private static final Shift AFTERNOON = new Shift(13 * 60, 17 * 60);
    private static final Set<LocalDate> HOLIDAYS = Set.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25));

    /** Seven hours from Monday to Friday. */
    private static final BusinessHours OFFICE =
            new BusinessHours(STOCKHOLM, week(List.of(AFTERNOON, MORNING), 1, 2, 3, 4, 5), HOLIDAYS);

    /** The small hours of each day, where clocks are changed. */
    private static final BusinessHours NIGHT =
            new BusinessHours(STOCKHOLM, week(List.of(new Shift(0, 6 * 60)), 1, 2, 3, 4, 5, 6, 7), Set.of());

    private static Map<DayOfWeek, List<Shift>> week(List<Shift> shifts, int... days) {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        IntStream.of(days).forEach(day -> week.put(DayOfWeek.of(day), shifts));
        return week;
    }

    @ParameterizedTest
    @CsvSource({
        // Monday 23 November 2026, 10:00 in Stockholm
        "2026-11-23T10:00, PT1H, 2026-11-23T11:00",
        "2026-11-23T10:00, PT2H, 2026-11-23T12:00",
        "2026-11-23T10:00, PT2H30M, 2026-11-23T13:30",
        "2026-11-23T08:00, PT1H, 2026-11-23T10:00",
        "2026-11-23T12:30, PT1H, 2026-11-23T14:00",
        "2026-11-23T16:00, PT1H, 2026-11-23T17:00",
        "2026-11-23T16:00, PT1H0.001S, 2026-11-24T09:00:00.001",
        "2026-11-23T17:00, PT1H, 2026-11-24T10:00",
        "2026-11-23T09:00, PT35H, 2026-11-27T17:00",
        "2026-11-27T16:00, PT2H, 2026-11-30T10:00",
        "2026-11-28T03:00, PT1H, 2026-11-30T10:00",
        // Christmas is on a Thursday and a Friday, and the weekend follows
        "2026-12-23T16:00, PT2H, 2026-12-28T10:00",
        "2026-12-25T10:00, PT1H, 2026-12-28T10:00",
        // over the night in which the clock is put forward or back, hours are hours of the office
        "2026-03-27T16:00, PT2H, 2026-03-30T10:00",
        "2026-10-23T16:00, PT2H, 2026-10-26T10:00",
        "2026-11-28T03:00, PT0S, 2026-11-28T03:00"
    })
    void countsOnlyTheHoursThatAreWorked(String from, String worked, String expected) {
        assertThat(OFFICE.after(at(from), Duration.parse(worked))).isEqualTo(at(expected));
    }

    @ParameterizedTest
    @CsvSource({
        // 2:00 to 3:00 is not there on 29 March, and there twice on 25 October: the day has 5 hours, or 7
        "2026-03-29T00:00, PT2H, 2026-03-29T03:00",
        "2026-03-29T00:00, PT5H, 2026-03-29T06:00",
        "2026-03-29T00:00, PT6H, 2026-03-30T01:00",
        "2026-10-25T00:00, PT7H, 2026-10-25T06:00",
        "2026-10-25T00:00, PT8H, 2026-10-26T01:00"
    })
    void countsTheHoursThatGoByInTruthWhereTheClockIsChanged(String from, String worked, String expected) {
        assertThat(NIGHT.after(at(from), Duration.parse(worked))).isEqualTo(at(expected));
    }

    @Test
    void worksNothingInAShiftThatTheClockJumpsOver() {
        BusinessHours jumped = new BusinessHours(STOCKHOLM, week(List.of(new Shift(130, 170)), 6, 7), Set.of());

        // Saturday has its 40 minutes, Sunday the 29th none
        assertThat(jumped.after(at("2026-03-28T00:00"), Duration.ofMinutes(41))).isEqualTo(at("2026-04-04T02:11"));
    }

    @Test
    void countsNoMomentTwiceWhereShiftsMeetInAnHourThatComesTwice() {
        BusinessHours met =
                new BusinessHours(STOCKHOLM, week(List.of(new Shift(60, 150), new Shift(150, 240)), 7), Set.of());

        // 1:00 to 4:00 lasts four hours that night
        assertThat(met.after(at("2026-10-25T00:00"), Duration.ofHours(4))).isEqualTo(at("2026-10-25T04:00"));
    }

    @Test
    void worksRoundTheClockWhereEachDayDoes() {
        BusinessHours always = new BusinessHours(
                STOCKHOLM, week(List.of(new Shift(0, BusinessHours.MINUTES_A_DAY)), 1, 2, 3, 4, 5, 6, 7), Set.of());
        Instant from = at("2026-03-20T10:15");

        assertThat(always.after(from, Duration.ofDays(30))).isEqualTo(from.plus(Duration.ofDays(30)));
    }

    static List<BusinessHours> differentHours() {
        return List.of(
                OFFICE,
                NIGHT,
                new BusinessHours(ZoneId.of("America/Sao_Paulo"), week(List.of(MORNING), 1, 3), HOLIDAYS),
                new BusinessHours(ZoneId.of("Australia/Lord_Howe"), week(List.of(new Shift(90, 200)), 6, 7), Set.of()),
                new BusinessHours(ZoneId.of("+05:45"), week(List.of(new Shift(0, 1440)), 2), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("differentHours")
    void comesToTheSameInOneStretchOrInTwo(BusinessHours hours) {
        Random random = new Random(17);
        for (int n = 0; n < 2_000; n++) {
            Instant from = at("2026-01-01T00:00").plusSeconds(random.nextInt(400 * 86_400));
            Duration one = Duration.ofSeconds(random.nextInt(60 * 3_600));
            Duration other = Duration.ofSeconds(random.nextInt(60 * 3_600));

            assertThat(hours.after(hours.after(from, one), other))
                    .as("from %s, %s and %s", from, one, other)
                    .isEqualTo(hours.after(from, one.plus(other)));
        }
    }

    @ParameterizedTest
    @MethodSource("differentHours")
    void isNeverEarlierForMoreWorkOrALaterBegin(BusinessHours hours) {
        Random random = new Random(18);
        List<Instant> ends = new ArrayList<>();
        Instant from = at("2026-10-20T00:00");
        for (int minutes = 0; minutes < 10_000; minutes += 7) {
            ends.add(hours.after(from.plusSeconds(minutes * 30L), Duration.ofMinutes(minutes + random.nextInt(7))));
        }
        assertThat(ends).isSorted();
    }

    @Test
    void refusesHoursThatCantBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BusinessHours(STOCKHOLM, Map.of(), Set.of()))
                .withMessage("0 minutes a week (expected: at least 60)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BusinessHours(STOCKHOLM, week(List.of(MORNING, new Shift(700, 800)), 1), Set.of()))
                .withMessage("MONDAY: shifts overlap (expected: one after the other)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Shift(60, 60));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(STOCKHOLM).toInstant();
    }
}
