package io.earshot.scoring.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerRangeTest {

    private static final AnswerRange ALL = new AnswerRange(null, null);
    private static final Series BUTTON = Series.of(Metric.BUTTON, Metric.BUTTON.defaultScale());
    private static final Series NPS = Series.of(Metric.NPS, Metric.NPS.defaultScale());

    @Test
    void holdsBothOfItsEnds() {
        AnswerRange range = new AnswerRange(3, 6);

        assertThat(List.of(2, 3, 6, 7))
                .filteredOn(answer -> range.contains(answer(NPS, answer)))
                .containsExactly(3, 6);
        assertThat(new AnswerRange(null, 6).contains(answer(NPS, 0))).isTrue();
        assertThat(new AnswerRange(7, null).contains(answer(NPS, 10))).isTrue();
    }

    @Test
    void hasSubmissionsWithoutARatingOnlyWhereNoRatingIsAskedFor() {
        assertThat(ALL.contains(answer(BUTTON, null))).isTrue();
        assertThat(ALL.isIn(counted(BUTTON, null))).isTrue();
        assertThat(new AnswerRange(1, null).contains(answer(BUTTON, null))).isFalse();
        assertThat(new AnswerRange(1, null).isIn(counted(BUTTON, null))).isFalse();
    }

    @Test
    void isInWhatHasAnAnswerOfIt() {
        assertThat(new AnswerRange(3, 6).isIn(counted(NPS, 6))).isTrue();
        assertThat(new AnswerRange(3, 6).isIn(counted(NPS, 7))).isFalse();
        assertThat(ALL.isIn(counted(NPS, 0))).isTrue();
        assertThat(ALL.isIn(new Measures(NPS))).isFalse();
    }

    private static Measures counted(Series series, @Nullable Integer answer) {
        Measures measures = new Measures(series);
        measures.add(answer(series, answer));
        return measures;
    }

    private static Contribution answer(Series series, @Nullable Integer answer) {
        return new Contribution(series, answer, series == BUTTON ? Category.IDEA : null, List.of());
    }
}
