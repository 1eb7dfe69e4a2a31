package io.earshot.scoring.measure;

/**
 * The share of those for, minus the share of those against, of one sample in which some are neither: what the Net Promoter Score is, as a number
 * from -1 to 1.
 *
 * <p>Statements about it are made from adjusted counts, three answers more that are spread evenly: ¾ of one for, ¾ against, 1½ neither. The
 * variance of such a difference is (p + q - (p - q)²) / n. After B. Rocks, "Interval Estimation for the 'Net Promoter Score'", The American
 * Statistician 70 (2016), 365-372, where variations on the adjusted Wald did best on few answers; ¾ and 3 as in his R package NPS and in
 * J. R. Lewis and J. Sauro, "Confidence Intervals for Net Promoter Scores", MeasuringU 2021.
 *
 * @param positive how many are for
 * @param negative how many are against
 * @param n how many there are, at least 1
 */
record NetShare(long positive, long negative, long n) {

    private static final double MORE = 3;
    private static final double MORE_ON_EACH_SIDE = 0.75;

    /** The difference as it was observed. */
    double observed() {
        return (double) (positive - negative) / n;
    }

    /** The difference of the adjusted shares. */
    double adjusted() {
        return p() - q();
    }

    /** The variance of the adjusted difference. */
    double variance() {
        return (p() + q() - adjusted() * adjusted()) / (n + MORE);
    }

    private double p() {
        return (positive + MORE_ON_EACH_SIDE) / (n + MORE);
    }

    private double q() {
        return (negative + MORE_ON_EACH_SIDE) / (n + MORE);
    }
}
