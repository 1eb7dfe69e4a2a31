package io.earshot.scoring.board;

import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.Score;
import io.earshot.scoring.query.ScoreQuery;
import java.util.List;

/**
 * All scores at a glance.
 *
 * @param question the one about the first of them
 * @param scores those of which there are answers now or in the time before
 * @param silent the others, on their usual scales
 */
record Overview(ScoreQuery question, List<Score> scores, List<Score> silent) {

    static Overview of(List<Score> all) {
        return new Overview(
                all.get(0).query(),
                all.stream().filter(Overview::isHeard).toList(),
                all.stream()
                        .filter(score -> !isHeard(score))
                        .filter(score -> isUsual(score.query().series()))
                        .toList());
    }

    private static boolean isHeard(Score score) {
        return score.figures().n() > 0 || score.before().n() > 0;
    }

    private static boolean isUsual(Series series) {
        return series.scale().equals(series.metric().defaultScale());
    }

    List<Series> series() {
        return scores.stream().map(score -> score.query().series()).toList();
    }
}
