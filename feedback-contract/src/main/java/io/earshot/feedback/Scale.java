package io.earshot.feedback;

/**
 * The whole numbers an answer may take, both ends included: {@code 0-10} for an NPS question.
 *
 * @param low the smallest answer, 0 or 1
 * @param high the largest answer, at most 10
 */
public record Scale(int low, int high) {

    private static final String[][] SLUGS = new String[2][11];

    static {
        for (int low = 0; low < SLUGS.length; low++) {
            for (int high = 0; high < SLUGS[low].length; high++) {
                SLUGS[low][high] = low + "-" + high;
            }
        }
    }

    public Scale {
        if (low < 0 || low > 1 || high <= low || high > 10) {
            throw new IllegalArgumentException("scale: " + low + "-" + high + " (expected: 0-10, 1-10, 1-7 or 1-5)");
        }
    }

    /** The scale as the contract writes it, {@code 0-10}. */
    public String slug() {
        return SLUGS[low][high];
    }

    public boolean contains(long answer) {
        return answer >= low && answer <= high;
    }

    /** How many points the scale has: 11 for {@code 0-10}. */
    public int points() {
        return high - low + 1;
    }
}
