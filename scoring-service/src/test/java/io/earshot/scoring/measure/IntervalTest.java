package io.earshot.scoring.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

    @ParameterizedTest(name = "{0} of {1}: {2} to {3}")
    @CsvSource({
        // Newcombe 1998, table I, method 3
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void isWilsonsForAShareAsNewcombePrintsIt(long part, long n, double low, double high) {
        Interval interval = Interval.ofShare(part, n);

        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    @Test
    void mirrorsASharesOppositeAndEndsWhereSharesEnd() {
        Interval all = Interval.ofShare(20, 20);

        assertThat(all.low()).isCloseTo(1 - Interval.ofShare(0, 20).high(), within(1e-12));
        assertThat(all.high()).isEqualTo(1);
        assertThat(Interval.ofShare(0, 1).low()).isZero();
    }

    @ParameterizedTest(name = "t is {1} for {0} answers")
    @CsvSource({"2, 12.706", "3, 4.303", "10, 2.262", "30, 2.045", "121, 1.980", "1000000000, 1.960"})
    void takesTFromTheTableForAMean(long n, double t) {
        // a variance of n makes the mean's variance 1
        Interval interval = Interval.of(new Sample(n, 0, n), -100, 100);

        assertThat(interval.high()).isCloseTo(t, within(0.0005));
        assertThat(interval.low()).isCloseTo(-t, within(0.0005));
    }

    @Test
    void isStudentsForStudentsOwnSleepers() {
        // t.test(extra) of R's data set sleep, group 1: Student 1908, table "Additional hours' sleep gained"
        Interval interval = Interval.of(new Sample(10, 0.75, 3.200556), -24, 24);

        assertThat(interval.low()).isCloseTo(-0.5297804, within(1e-6));
        assertThat(interval.high()).isCloseTo(2.0297804, within(1e-6));
    }

    @Test
    void isTheWholeScaleForTheMeanOfOneAnswer() {
        assertThat(Interval.of(Sample.of(1, 5, point -> point == 4 ? 1 : 0), 1, 5))
                .isEqualTo(new Interval(1, 5));
    }

    @Test
    void isNoPointWhereAllAnswersAreTheSame() {
        Interval ten = Interval.of(Sample.of(1, 5, point -> point == 5 ? 10 : 0), 1, 5);
        Interval thousand = Interval.of(Sample.of(1, 5, point -> point == 5 ? 1_000 : 0), 1, 5);

        // at most 3 of the 1,000 are expected to be different, at most by 4
        assertThat(thousand.low()).isCloseTo(5 - 4 * 3 / 1_000.0, within(0.0005));
        assertThat(ten.low()).isCloseTo(3.965, within(0.0005));
        assertThat(ten.high()).isEqualTo(5);
    }

    @Test
    void staysOnTheScale() {
        Interval two = Interval.of(Sample.of(1, 5, point -> point >= 4 ? 1 : 0), 1, 5);

        assertThat(two).isEqualTo(new Interval(1, 5));
    }

    @Test
    void isTheContractsForItsNetPromoterScore() {
        assertThat(Interval.of(new NetShare(8_465, 1_194, 13_612)).times(100)).isEqualTo(new Interval(52.31, 54.499));
    }

    @ParameterizedTest(name = "{0} answers, {1} for, {2} against")
    @CsvSource({
        "5, 0.5, 0.2",
        "10, 0.5, 0.2",
        "20, 0.5, 0.2",
        "20, 0.1, 0.6",
        "30, 0.8, 0.05",
        "50, 0.3, 0.3",
        "100, 0.62, 0.09"
    })
    void holdsTheTrueNetPromoterScoreInNinetyFiveOfAHundredSamples(int n, double p, double q) {
        double covered = 0;
        for (int positive = 0; positive <= n; positive++) {
            for (int negative = 0; negative + positive <= n; negative++) {
                Interval interval = Interval.of(new NetShare(positive, negative, n));
                if (interval.low() <= p - q && p - q <= interval.high()) {
                    covered += Trinomial.probability(n, positive, p, negative, q);
                }
            }
        }

        // steps, since counts are whole: Rocks finds the same
        assertThat(covered).isBetween(0.935, 0.985);
    }

    @Test
    void holdsWhatWasObservedAndEndsWhereTheNetPromoterScoreEnds() {
        for (long n : new long[] {1, 2, 3, 10, 1_000, 1_000_000_000_000L}) {
            assertThat(Interval.of(new NetShare(n, 0, n)).high()).isEqualTo(1);
            assertThat(Interval.of(new NetShare(0, n, n)).low()).isEqualTo(-1);
            assertThat(Interval.of(new NetShare(0, 0, n)).times(100).low()).isLessThanOrEqualTo(0);
        }
        assertThat(Interval.of(new NetShare(1, 0, 1)).low()).isLessThan(0);
    }
}
