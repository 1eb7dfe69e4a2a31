package io.earshot.scoring.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.measure.Band;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {

    private static final Series NPS = Series.of("nps/0-10");
    private static final Wording ENGLISH = new Wording(Locale.ENGLISH);

    @Test
    void leadsFromEachPointToItsAnswers() {
        List<Bar> bars = Bar.points(NPS, figures(9, 9, 3), Address.ofPage("/?metric=nps"), ENGLISH);

        assertThat(bars).hasSize(11).first().extracting(Bar::label).isEqualTo("10");
        assertThat(bars.get(1))
                .isEqualTo(new Bar(
                        "point-9",
                        "9",
                        "2",
                        "66.7%",
                        "100.0%",
                        "good",
                        bars.get(1).answers()));
        assertThat(bars.get(1).answers().page()).isEqualTo("/?metric=nps&minScore=9&maxScore=9");
        assertThat(bars.get(10).width()).isEqualTo("0.0%");
        assertThat(bars.get(10).tone()).isEqualTo("bad");
    }

    @Test
    void drawsNothingOfNothing() {
        assertThat(Bar.points(NPS, figures(), Address.ofPage("/"), ENGLISH))
                .allSatisfy(bar -> assertThat(bar.share() + bar.width()).isEqualTo("–0.0%"));
    }

    @ParameterizedTest
    @CsvSource({
        "nps/0-10, detractors 0-6 passives 7-8 promoters 9-10",
        "nps/1-10, detractors 1-6 passives 7-8 promoters 9-10",
        "csat/1-5, not satisfied 1-3 satisfied 4-5",
        "csat/1-10, not satisfied 1-6 satisfied 7-10",
        "ces/1-7, do not agree 1-4 agree 5-7",
        "ces/1-5, do not agree 1-3 agree 4-5",
        "review/1-5, 3 stars or fewer 1-3 4 or 5 stars 4-5"
    })
    void cutsEachScaleIntoTheBandsOfTheContract(String series, String bands) {
        assertThat(Band.of(Series.of(series)).stream()
                        .map(band -> band.name() + " " + band.low() + "-" + band.high())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(bands);
    }

    private static Figures figures(int... answers) {
        Measures measures = new Measures(NPS);
        for (int answer : answers) {
            measures.add(new Contribution(NPS, answer, null, List.of()));
        }
        return new Figures(measures);
    }
}
