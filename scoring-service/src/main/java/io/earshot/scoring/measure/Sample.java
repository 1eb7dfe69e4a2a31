package io.earshot.scoring.measure;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Answers on a scale, as far as statements about their mean need them.
 *
 * @param n how many, at least 1
 * @param variance of the population they are drawn from, estimated with n - 1; 0 where they are all the same, one alone included
 */
record Sample(long n, double mean, double variance) {

    /**
     * The sample with so many answers at each point.
     *
     * @param low the lowest point
     * @param high the highest point
     */
    static Sample of(int low, int high, IntToLongFunction answers) {
        long n =
                IntStream.rangeClosed(low, high).mapToLong(answers::applyAsLong).sum();
        double mean = sum(low, high, answers, point -> point) / n;
        // from the mean, not from the sum of squares: exactly 0 where all are the same
        double squares = sum(low, high, answers, point -> (point - mean) * (point - mean));
        return new Sample(n, mean, n == 1 ? 0 : squares / (n - 1));
    }

    private static double sum(int low, int high, IntToLongFunction answers, IntToDoubleFunction of) {
        return IntStream.rangeClosed(low, high)
                .mapToDouble(point -> answers.applyAsLong(point) * of.applyAsDouble(point))
                .sum();
    }

    /** Whether all answers are the same, so that nothing is known of how they spread. */
    boolean isConstant() {
        return variance == 0;
    }

    /** The variance of the mean. */
    double varianceOfMean() {
        return variance / n;
    }
}
