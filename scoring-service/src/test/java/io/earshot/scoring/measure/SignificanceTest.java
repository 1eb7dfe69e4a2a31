package io.earshot.scoring.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignificanceTest {

    @ParameterizedTest
    @CsvSource({
        // the three examples of the article "Welch's t-test" of Wikipedia: n, mean and variance of both, p
        "15, 20.8200, 7.8674, 15, 22.9867, 3.8127, 0.021, 0.0006",
        "10, 20.6100, 9.0410, 20, 22.1350, 0.8982, 0.149, 0.0006",
        "10, 19.3700, 1.4490, 20, 21.5900, 17.1157, 0.036, 0.0006",
        // t.test(extra ~ group, data = sleep) of R
        "10, 0.75, 3.200556, 10, 2.33, 4.009, 0.07939, 0.00001"
    })
    void comparesMeansAsWelch(
            long n, double mean, double variance, long n2, double mean2, double variance2, double p, double rounding) {
        assertThat(Significance.p(new Sample(n, mean, variance), new Sample(n2, mean2, variance2)))
                .isCloseTo(p, within(rounding));
    }

    @Test
    void comparesMeansOfCountedAnswers() {
        // t.test of R: t = -1.8325, df = 17.9, p-value = 0.08356, for 11 9 10 11 10 12 9 11 12 9 and 11 13 10 13 12 9
        // 11 12 12 11: these minus 4
        Sample one = counted(Map.of(5, 3, 6, 2, 7, 3, 8, 2));
        Sample other = counted(Map.of(5, 1, 6, 1, 7, 3, 8, 3, 9, 2));

        assertThat(one.mean()).isEqualTo(6.4);
        assertThat(Significance.p(one, other)).isCloseTo(0.08356, within(0.00001));
    }

    @Test
    void comparesMeansOfSamplesWithoutVarianceByTheirIntervals() {
        Sample fives = counted(Map.of(5, 30));
        Sample fours = counted(Map.of(4, 30));

        assertThat(Significance.meansDiffer(fives, fours, 1, 5)).isTrue();
        assertThat(Significance.meansDiffer(fives, fives, 1, 5)).isFalse();
        assertThat(Significance.meansDiffer(counted(Map.of(5, 3)), counted(Map.of(4, 3)), 1, 5))
                .isFalse();
        assertThat(Significance.meansDiffer(counted(Map.of(5, 1)), counted(Map.of(1, 1_000, 2, 1_000)), 1, 5))
                .isFalse();
        assertThat(Significance.meansDiffer(counted(Map.of(5, 2)), counted(Map.of(4, 900, 5, 100)), 1, 5))
                .isFalse();
    }

    @Test
    void comparesSharesByTheChiSquaredTest() {
        // statsmodels.stats.proportion.proportions_ztest([486, 527], [5000, 5000]): p = 0.1742
        assertThat(Significance.p(486, 5_000, 527, 5_000)).isCloseTo(0.1742, within(0.00005));
        // as Campbell writes it, (ad - bc)² (N - 1) / mnrs: 72² * 23 / (12 * 12 * 16 * 8) = 6.46875
        assertThat(Significance.p(11, 12, 5, 12)).isCloseTo(0.010980, within(0.000005));
    }

    @Test
    void comparesSharesExactlyWhereFewAreExpected() {
        // fisher.test of R: the lady who tasted tea, p-value = 0.4857
        assertThat(Significance.exact(3, 4, 1, 4)).isCloseTo(0.4857, within(0.00005));
        assertThat(Significance.p(1, 1, 0, 1_000)).isCloseTo(1 / 1_001.0, within(1e-12));
        assertThat(Significance.p(1, 1, 999_999_999, 1_000_000_000)).isGreaterThan(0.99);
    }

    @Test
    void seesNoDifferenceWhereAllOrNoneAreOfTheShare() {
        assertThat(Significance.p(7, 7, 3, 3)).isEqualTo(1);
        assertThat(Significance.p(0, 7, 0, 3)).isEqualTo(1);
    }

    @Test
    void sharesOfTheSameSizeDifferMoreTheMoreAnswersThereAre() {
        assertThat(Significance.sharesDiffer(52, 100, 50, 100)).isFalse();
        assertThat(Significance.sharesDiffer(5_200_000_000L, 10_000_000_000L, 5_000_000_000L, 10_000_000_000L))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} answers, {1} for, {2} against")
    @CsvSource({"10, 0.5, 0.2", "20, 0.3, 0.3", "30, 0.6, 0.1"})
    void rarelyTakesChanceForADifferenceOfNetPromoterScores(int n, double p, double q) {
        double wrong = 0;
        for (int a = 0; a <= n; a++) {
            for (int b = 0; a + b <= n; b++) {
                double probability = Trinomial.probability(n, a, p, b, q);
                for (int c = 0; c <= n; c++) {
                    for (int d = 0; c + d <= n; d++) {
                        if (Significance.differ(new NetShare(a, b, n), new NetShare(c, d, n))) {
                            wrong += probability * Trinomial.probability(n, c, p, d, q);
                        }
                    }
                }
            }
        }

        assertThat(wrong).isBetween(0.03, 0.055);
    }

    @Test
    void tellsNetPromoterScoresApartFromEnoughAnswers() {
        assertThat(Significance.differ(new NetShare(8_465, 1_194, 13_612), new NetShare(8_026, 1_074, 12_870)))
                .isFalse();
        assertThat(Significance.differ(new NetShare(60, 20, 100), new NetShare(40, 40, 100)))
                .isTrue();
        assertThat(Significance.differ(new NetShare(1, 0, 1), new NetShare(0, 1, 1)))
                .isFalse();
    }

    private static Sample counted(Map<Integer, Integer> answers) {
        return Sample.of(0, 10, point -> answers.getOrDefault(point, 0));
    }
}
