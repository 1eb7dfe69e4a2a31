package io.earshot.scoring.board;

import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.Score;

/**
 * What is said of how a score changed.
 *
 * @param words the change, and whether chance explains it
 * @param tone {@code good}, {@code bad} or, where nothing is clear, {@code same}
 */
record ChangeText(String words, String tone) {

    static ChangeText of(Score score, Wording wording) {
        Series series = score.query().series();
        Double change = score.figures().changeFrom(score.before());
        Boolean significant = score.figures().isSignificantlyOtherThan(score.before());
        if (change == null || significant == null) {
            return new ChangeText("Nothing before to compare with", "same");
        }
        String way = change < 0 ? "down" : "up";
        String amount = amount(series, Math.abs(change), wording);
        if (significant && change != 0) {
            String words = change < 0 ? "Down " : "Up ";
            return new ChangeText(words + amount + ", more than chance explains", change < 0 ? "bad" : "good");
        }
        return new ChangeText(change == 0 ? "No change" : "No clear change (" + way + " " + amount + ")", "same");
    }

    private static String amount(Series series, double amount, Wording wording) {
        double least = wording.least(series);
        return amount < least / 2 ? "less than " + wording.score(series, least) : wording.score(series, amount);
    }
}
