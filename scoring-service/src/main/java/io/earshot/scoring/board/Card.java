package io.earshot.scoring.board;

import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.Score;
import java.util.List;

/**
 * A score with what it is made of.
 *
 * @param address where it is opened
 * @param bands the bands of the scale; none where nobody answered
 * @param categories what messages of the button are about; none of other metrics
 * @param points the points of the scale
 */
record Card(ScoreView score, Address address, List<Bar> bands, List<Bar> categories, List<Bar> points) {

    static Card of(Score score, ScoreView view, Address address, Wording wording) {
        Series series = score.query().series();
        Figures figures = score.figures();
        Address answers = address.without("minScore", "maxScore", "text");
        return new Card(
                view,
                address,
                figures.answers() == 0 ? List.of() : Bar.bands(series, figures, answers, wording),
                series.metric() == Metric.BUTTON ? Bar.categories(figures, answers, wording) : List.of(),
                Bar.points(series, figures, answers, wording));
    }
}
