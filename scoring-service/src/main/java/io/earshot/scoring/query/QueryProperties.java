package io.earshot.scoring.query;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scores are answered.
 *
 * @param minimumAnswers so many answers are enough to go by a score, at least 1
 */
@ConfigurationProperties("earshot.scoring")
record QueryProperties(@DefaultValue("30") int minimumAnswers) {

    QueryProperties {
        if (minimumAnswers < 1) {
            throw new IllegalArgumentException("minimum-answers: " + minimumAnswers + " (expected: at least 1)");
        }
    }
}
