package io.earshot.scoring.query;

import io.earshot.scoring.measure.Figures;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scores are answered.
 *
 * @param minimumAnswers so many answers are enough to go by a score, at least 1
 */
@ConfigurationProperties("earshot.scoring")
public record QueryProperties(@DefaultValue("30") int minimumAnswers) {

    public QueryProperties {
        if (minimumAnswers < 1) {
            throw new IllegalArgumentException("minimum-answers: " + minimumAnswers + " (expected: at least 1)");
        }
    }

    /** Whether there are enough answers to go by their score. */
    public boolean isEnough(Figures figures) {
        return figures.answers() >= minimumAnswers;
    }
}
