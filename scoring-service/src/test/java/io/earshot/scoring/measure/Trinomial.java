package io.earshot.scoring.measure;

/** How likely counts of three kinds are. */
final class Trinomial {

    private Trinomial() {}

    /** Of n, so many of a kind with share p, so many of one with share q, and the rest of neither. */
    static double probability(int n, int positive, double p, int negative, double q) {
        return Math.exp(logFactorial(n)
                - logFactorial(positive)
                - logFactorial(negative)
                - logFactorial(n - positive - negative)
                + positive * Math.log(p)
                + negative * Math.log(q)
                + (n - positive - negative) * Math.log(1 - p - q));
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
