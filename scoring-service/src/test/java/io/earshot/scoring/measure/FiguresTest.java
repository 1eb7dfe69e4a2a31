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
        assertThat(figures.interval()).isNull();
        assertThat(figures.changeFrom(figures)).isNull();
        assertThat(figures.isSignificantlyOtherThan(figures)).isNull();
    }

    @ParameterizedTest(name = "{0} on {1}: {2} to {3}")
    @CsvSource({
        // by hand: 100 * ((2 - 7) / 14 -+ 1.96 sqrt((10.5 / 14 - (5 / 14)^2) / 14))
        "NPS, 0-10, -77.041, 5.613",
        // Wilson for 2 of 5 and 4 of 10
        "CSAT, 1-5, 11.762, 76.928",
        "CSAT, 1-10, 16.818, 68.733",
        // t with 6 and 4 degrees of freedom: 4 -+ 2.447 sqrt(28 / 6 / 7), 3 -+ 2.776 sqrt(10 / 4 / 5)
        "CES, 1-7, 2.002, 5.998",
        "REVIEW, 1-5, 1.037, 4.963"
    })
    void saysHowSureTheScoreIsInItsUnits(Metric metric, String scale, double low, double high) {
        Series series = Series.of(metric, metric.scale(scale).orElseThrow());
        int[] onceEach = IntStream.rangeClosed(
                        series.scale().low(), series.scale().high())
                .toArray();

        assertThat(figures(series, onceEach).interval()).isEqualTo(new Interval(low, high));
    }

    @Test
    void comparesScores() {
        Series nps = Series.of(Metric.NPS, Metric.NPS.defaultScale());
        Figures now = figures(nps, 10, 10, 7);
        Figures before = figures(nps, 10, 7, 7);

        assertThat(now.changeFrom(before)).isEqualTo(33.334); // of what the reader sees: 66.667 - 33.333
        assertThat(now.isSignificantlyOtherThan(before)).isFalse();
        assertThat(now.changeFrom(figures(nps))).isNull();
        assertThat(now.isSignificantlyOtherThan(figures(nps))).isNull();
    }

    @Test
    void knowsSignificantChangesOfEachMetric() {
        for (Metric metric : Metric.values()) {
            Series series = Series.of(metric, metric.defaultScale());
            Figures low =
                    figures(series, IntStream.range(0, 200).map(i -> 1 + i % 3).toArray());
            Figures high = figures(
                    series,
                    IntStream.range(0, 200)
                            .map(i -> series.scale().high() - i % 3)
                            .toArray());

            assertThat(high.isSignificantlyOtherThan(low)).as(series.key()).isTrue();
            assertThat(high.isSignificantlyOtherThan(high)).as(series.key()).isFalse();
        }
    }

    @Test
    void countsNegativeSumsAsNone() {
        Series review = Series.of(Metric.REVIEW, Metric.REVIEW.defaultScale());
        // zigzag: 3 is -2, 4 is 2
        Figures figures = new Figures(Measures.decode(review, java.nio.ByteBuffer.wrap(new byte[] {3, 0, 0, 0, 4})));

        assertThat(figures.n()).isEqualTo(2);
        assertThat(figures.score()).isEqualTo(5.0);
        assertThat(figures.distribution()).containsEntry("1", 0L);
    }

    private static Figures figures(Series series, int... answers) {
        Measures measures = new Measures(series);
        for (int answer : answers) {
            measures.add(new Contribution(series, answer, null, List.of()));
        }
        return new Figures(measures);
    }
}
