package io.earshot.scoring.measure;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether two samples differ by more than chance explains: two-sided tests at 5 %. The p-values are the probabilities of a difference as large
 * as that observed, or larger, if there were none.
 */
final class Significance {

    private static final double ALPHA = 0.05;
    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);
    // equal probabilities must not differ by their last digits
    private static final double AS_LIKELY = 1 + 1e-7;

    private Significance() {}

    static boolean differ(NetShare one, NetShare other) {
        return p(one, other) < ALPHA;
    }

    /**
     * @param part how many of them
     * @param n how many there are, at least 1
     */
    static boolean sharesDiffer(long part, long n, long otherPart, long otherN) {
        return p(part, n, otherPart, otherN) < ALPHA;
    }

    /**
     * Welch's test. Where the answers of a sample are all the same it has no variance to go by; then the means count as different if their intervals
     * don't overlap, which asks for more than a test would (N. Schenker and J. F. Gentleman, "On Judging the Significance of Differences by
     * Examining the Overlap Between Confidence Intervals", The American Statistician 55 (2001), 182-186).
     *
     * @param low the lowest point of the scale
     * @param high the highest point of the scale
     */
    static boolean meansDiffer(Sample one, Sample other, int low, int high) {
        return one.isConstant() || other.isConstant()
                ? !Interval.of(one, low, high).overlaps(Interval.of(other, low, high))
                : p(one, other) < ALPHA;
    }

    /**
     * z = difference of the adjusted scores / √(sum of their variances), after J. R. Lewis and J. Sauro, "How to Statistically Compare Two Net
     * Promoter Scores", MeasuringU 2021, which goes on from Rocks, see {@link NetShare}.
     */
    static double p(NetShare one, NetShare other) {
        return twoSided((one.adjusted() - other.adjusted()) / Math.sqrt(one.variance() + other.variance()));
    }

    /**
     * The "N - 1" chi-squared test where all expected numbers are at least 1: z = (p1 - p2) √((N - 1) / N) / √(p (1 - p) (1/n1 + 1/n2)), p the share
     * of both together; else Fisher's exact test, by Irwin's rule. I. Campbell, "Chi-squared and Fisher-Irwin tests of two-by-two tables with small
     * sample recommendations", Statistics in Medicine 26 (2007), 3661-3675.
     */
    static double p(long part, long n, long otherPart, long otherN) {
        double all = (double) n + otherN;
        double share = (part + otherPart) / all;
        if (share == 0 || share == 1) {
            return 1;
        }
        double leastExpected = Math.min(n, otherN) * Math.min(share, 1 - share);
        if (leastExpected < 1 && all <= Integer.MAX_VALUE) {
            return exact((int) part, (int) n, (int) otherPart, (int) otherN);
        }
        double difference = (double) part / n - (double) otherPart / otherN;
        double variance = share * (1 - share) * (1.0 / n + 1.0 / otherN);
        return twoSided(difference * Math.sqrt((all - 1) / all) / Math.sqrt(variance));
    }

    /** Few terms: with an expected number below 1, one of the four sums is less than the root of all. */
    static double exact(int part, int n, int otherPart, int otherN) {
        HypergeometricDistribution parts = HypergeometricDistribution.of(n + otherN, part + otherPart, n);
        double observed = parts.probability(part) * AS_LIKELY;
        double p = IntStream.rangeClosed(parts.getSupportLowerBound(), parts.getSupportUpperBound())
                .mapToDouble(parts::probability)
                .filter(probability -> probability <= observed)
                .sum();
        return Math.min(1, p);
    }

    /**
     * t = (mean1 - mean2) / √(s1²/n1 + s2²/n2) with (s1²/n1 + s2²/n2)² / ((s1²/n1)²/(n1 - 1) + (s2²/n2)²/(n2 - 1)) degrees of freedom. B. L. Welch, "The
     * Generalization of 'Student's' Problem when Several Different Population Variances are Involved", Biometrika 34 (1947), 28-35.
     *
     * @param one of at least two answers, not all the same
     * @param other of at least two answers, not all the same
     */
    static double p(Sample one, Sample other) {
        double variance = one.varianceOfMean();
        double otherVariance = other.varianceOfMean();
        double both = variance + otherVariance;
        double freedom =
                both * both / (variance * variance / (one.n() - 1) + otherVariance * otherVariance / (other.n() - 1));
        double t = (one.mean() - other.mean()) / Math.sqrt(both);
        return 2 * TDistribution.of(freedom).survivalProbability(Math.abs(t));
    }

    private static double twoSided(double z) {
        return 2 * STANDARD_NORMAL.survivalProbability(Math.abs(z));
    }
}
