package io.earshot.alerts.consume;

import io.earshot.feedback.Button;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Scale;
import io.earshot.feedback.Survey;

/** Whether an answer says that the customer is content: one that the contract counts among the promoters, the satisfied, or those who agree. */
final class Contentment {

    private static final int PROMOTER = 9;
    private static final int STARS = 4;

    private Contentment() {}

    static boolean of(Feedback item) {
        if (item instanceof Survey survey) {
            return survey.score() >= least(survey.metric(), survey.scale());
        } else if (item instanceof Review review) {
            return review.rating() >= STARS;
        }
        Integer rating = ((Button) item).rating();
        return rating != null && rating >= STARS;
    }

    /** 9 of 10 (NPS); the upper two fifths: 4 of 5, 7 of 10 (CSAT); 5 of 7 and 4 of 5 (CES). */
    private static int least(Metric metric, Scale scale) {
        return switch (metric) {
            case NPS -> PROMOTER;
            case CSAT -> scale.high() == 10 ? 7 : STARS;
            case CES -> scale.high() == 7 ? 5 : STARS;
            case REVIEW, BUTTON -> STARS;
        };
    }
}
