package io.earshot.scoring.measure;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Where a score would lie if everybody had answered: of many such intervals, {@link #LEVEL} hold the true score. Assumes that those who
 * answered are a random sample; it says nothing about those who never answer. Both ends are within what the score can be, and what was
 * observed is never outside.
 */
public record Interval(double low, double high) {

    /** How many of a hundred such intervals hold the true score, as a share. */
    public static final double LEVEL = 0.95;

    private static final double TAIL = (1 - LEVEL) / 2;
    private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(TAIL);

    /** The adjusted Wald interval of a {@link NetShare}: adjusted difference ± z √variance. From -1 to 1. */
    static Interval of(NetShare net) {
        double margin = Z * Math.sqrt(net.variance());
        return new Interval(net.adjusted() - margin, net.adjusted() + margin)
                .within(-1, 1)
                .with(net.observed());
    }

    /**
     * The score interval of a share, without correction for continuity: (p + z²/2n ± z √(p (1 - p) / n + z²/4n²)) / (1 + z²/n). From 0 to 1.
     *
     * <p>E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical Association 22
     * (1927), 209-212; recommended by R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven
     * methods", Statistics in Medicine 17 (1998), 857-872, method 3.
     *
     * @param part how many of them
     * @param n how many there are, at least 1
     */
    static Interval ofShare(long part, long n) {
        double p = (double) part / n;
        double z2 = Z * Z / n;
        double middle = p + z2 / 2;
        double margin = Math.sqrt(z2 * (p * (1 - p) + z2 / 4));
        return new Interval((middle - margin) / (1 + z2), (middle + margin) / (1 + z2))
                .within(0, 1)
                .with(p);
    }

    /**
     * The interval of a mean after Student, "The Probable Error of a Mean", Biometrika 6 (1908), 1-25: mean ± t √(variance / n), t with n - 1
     * degrees of freedom.
     *
     * <p>Where all n answers are the same there is no variance to go by, and that interval would be a point. Then at most a share of
     * 1 - 0.05^(1/n) would answer otherwise (the rule of three: J. A. Hanley and A. Lippman-Hand, "If Nothing Goes Wrong, Is Everything All
     * Right?", JAMA 249 (1983), 1743-1745), at the worst all of them at one end of the scale. For one answer alone it is the whole scale.
     *
     * @param low the lowest point of the scale
     * @param high the highest point of the scale
     */
    static Interval of(Sample sample, int low, int high) {
        if (sample.n() == 1) {
            return new Interval(low, high);
        }
        double mean = sample.mean();
        if (sample.isConstant()) {
            double others = 1 - Math.pow(1 - LEVEL, 1.0 / sample.n());
            return new Interval(mean - others * (mean - low), mean + others * (high - mean));
        }
        double t = TDistribution.of(sample.n() - 1).inverseSurvivalProbability(TAIL);
        double margin = t * Math.sqrt(sample.varianceOfMean());
        return new Interval(mean - margin, mean + margin).within(low, high);
    }

    /** Whether some score lies in both. */
    boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }

    /** The same in other units, to three decimals. */
    Interval times(double factor) {
        return new Interval(Figures.rounded(low * factor), Figures.rounded(high * factor));
    }

    private Interval within(double least, double most) {
        return new Interval(Math.max(low, least), Math.min(high, most));
    }

    /** One answer alone can lie outside of what was adjusted by three; and rounding must not put the observed outside. */
    private Interval with(double observed) {
        return new Interval(Math.min(low, observed), Math.max(high, observed));
    }
}
