package io.earshot.scoring.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Metric;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest(name = "{0} on {1}: {2} of each point give {3}")
    @CsvSource({
        // a score of every point of the scale once, and the parts that the contract names
        "NPS, 0-10, -45.455, 5.0, promoters=2 passives=2 detractors=7",
        "NPS, 1-10, -40.0, 5.5, promoters=2 passives=2 detractors=6",
        "CSAT, 1-5, 40.0, 3.0, satisfied=2",
        "CSAT, 1-10, 40.0, 5.5, satisfied=4",
        "CES, 1-7, 4.0, 4.0, agree=3 agreePercent=42.857",
        "CES, 1-5, 3.0, 3.0, agree=2 agreePercent=40.0",
        "REVIEW, 1-5, 3.0, 3.0, positive=2 positivePercent=40.0"
    })
    void countsEachPointToItsPart(Metric metric, String scale, double score, double average, String parts) {
        Series series = Series.of(metric, metric.scale(scale).orElseThrow());
        Measures measures = new Measures(series);
        IntStream.rangeClosed(series.scale().low(), series.scale().high())
                .forEach(answer -> measures.add(new Contribution(series, answer, null, List.of())));

        Figures figures = new Figures(measures);

        assertThat(figures.score()).isEqualTo(score);
        assertThat(figures.average()).isEqualTo(average);
        assertThat(figures.n()).isEqualTo(series.scale().points());
        assertThat(String.join(
                        " ",
                        figures.parts().entrySet().stream()
                                .map(Object::toString)
                                .toList()))
                .isEqualTo(parts);
    }

    @Test
    void readsBackTheSumsItWritesNegativeOnesToo() {
        Series series = Series.of(Metric.NPS, Metric.NPS.defaultScale());
        Measures measures = new Measures(series);
        for (int i = 0; i < 300; i++) {
            measures.add(new Contribution(series, 10, null, List.of()));
        }

        Measures read = Measures.decode(series, measures.encode());

        assertThat(read).isEqualTo(measures);
        assertThat(read.answers(10)).isEqualTo(300);
        // zigzag: 3 is -2, then 1 is -1
        assertThat(Measures.decode(series, java.nio.ByteBuffer.wrap(new byte[] {3, 1}))
                        .answers(0))
                .isEqualTo(-2);
    }

    @Test
    void hasNoScoreWhereNobodyAnswered() {
        Figures figures = new Figures(new Measures(Series.of(Metric.BUTTON, Metric.BUTTON.defaultScale())));

        assertThat(figures.n()).isZero();
        assertThat(figures.score()).isNull();
        assertThat(figures.average()).isNull();
        assertThat(figures.distribution()).hasSize(5);
    }
}
