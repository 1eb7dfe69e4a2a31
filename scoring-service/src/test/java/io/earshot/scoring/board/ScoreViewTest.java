package io.earshot.scoring.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.QueryProperties;
import io.earshot.scoring.query.Score;
import io.earshot.scoring.query.ScoreQuery;
import io.earshot.scoring.query.TimeRange;
import io.earshot.scoring.query.Window;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreViewTest {

    private static final Series NPS = Series.of("nps/0-10");
    private static final Instant NOW = Instant.parse("2026-11-21T10:17:30Z");
    private static final int MINIMUM = 30;

    @ParameterizedTest(name = "{0} promoters of {1} after {2} of {3}: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "900 | 1000 | 700 | 1000 | Up 40.0, more than chance explains | good",
                "700 | 1000 | 900 | 1000 | Down 40.0, more than chance explains | bad",
                "70 | 100 | 69 | 100 | No clear change (up 2.0) | same",
                "69 | 100 | 70 | 100 | No clear change (down 2.0) | same",
                "70 | 100 | 70 | 100 | No change | same",
                "70 | 100 | 0 | 0 | Nothing before to compare with | same",
                "50000 | 100001 | 50001 | 100001 | No clear change (down less than 0.1) | same"
            })
    void saysInWordsWhetherChanceExplainsAChange(
            int promoters, int of, int before, int ofBefore, String words, String tone) {
        ChangeText change = ChangeText.of(score(nps(promoters, of), nps(before, ofBefore)), wording("en"));

        assertThat(change).isEqualTo(new ChangeText(words, tone));
    }

    @Test
    void showsNoFigureThatIsMadeOfTooFewAnswers() {
        ScoreView view = view(score(nps(3, 12), nps(60, 100)), "en");

        assertThat(view.score()).isNull();
        assertThat(view.interval()).isNull();
        assertThat(view.change()).isNull();
        assertThat(view.shortage()).isEqualTo("Not enough answers yet (12 of 30)");
        assertThat(view.said()).isEqualTo("NPS: Not enough answers yet (12 of 30), 12 answers");
    }

    @Test
    void showsNoFigureOfTheTimeBeforeEitherWhereThatHadTooFewAnswers() {
        assertThat(view(score(nps(60, 100), nps(3, 29)), "en").before()).isEqualTo("29 answers");
        assertThat(view(score(nps(60, 100), nps(3, 30)), "en").before()).isEqualTo("-80.0, 30 answers");
    }

    @Test
    void writesNumbersAsTheReaderDoes() {
        Score score = score(nps(9_000, 13_612), nps(1, 2));

        assertThat(view(score, "en-GB").answers()).isEqualTo("13,612 answers");
        assertThat(view(score, "de-DE").answers()).isEqualTo("13.612 answers");
        assertThat(view(score, "de-DE").score()).isEqualTo("32,2");
        assertThat(view(score, "sv-SE").answers()).isEqualTo("13\u00a0612 answers");
        assertThat(view(score(nps(10, 100), nps(0, 0)), "en").score()).isEqualTo("-80.0");
    }

    @Test
    void tellsTheScriptWhatIsNews() {
        ScoreView view = view(score(nps(3, 4), nps(0, 0)), "de-DE");

        assertThat(view.key()).isEqualTo("nps/0-10");
        assertThat(view.state()).isEqualTo("[4, 50.0, 6.75, 0, null]");
        assertThat(view.before()).isEqualTo("0 answers");
    }

    @Test
    void countsMessagesOfTheButtonBesideTheirRatings() {
        Series button = Series.of("button/1-5");
        Measures measures = new Measures(button);

        assertThat(ScoreView.answers(button, new Figures(measures), wording("en")))
                .isEqualTo("0 messages, 0 with a rating");
        assertThat(ScoreView.shortage(button, new Figures(measures), MINIMUM, wording("en")))
                .isEqualTo("Not enough ratings yet (0 of 30)");
    }

    @Test
    void writesNoMinusBeforeNothing() {
        assertThat(wording("en").number(-0.04, 1)).isEqualTo("0.0");
        assertThat(wording("en").count(1, "answer")).isEqualTo("1 answer");
        assertThat(wording("en-GB").between(NOW, NOW)).contains("21 Nov 2026").endsWith("UTC");
    }

    private static ScoreView view(Score score, String locale) {
        return ScoreView.of(score, new QueryProperties(MINIMUM), wording(locale));
    }

    private static Wording wording(String locale) {
        return new Wording(Locale.forLanguageTag(locale));
    }

    private static Score score(Figures now, Figures before) {
        ScoreQuery query = ScoreQuery.of(NPS, null, Window.MONTH, NOW);
        return new Score(query, now, new TimeRange(Window.MONTH, NOW, NOW), before, true);
    }

    /** So many nines, and zeros for the rest. */
    private static Figures nps(int promoters, int of) {
        Measures measures = new Measures(NPS);
        Contribution nine = new Contribution(NPS, 9, null, List.of());
        Contribution zero = new Contribution(NPS, 0, null, List.of());
        for (int i = 0; i < of; i++) {
            measures.add(i < promoters ? nine : zero);
        }
        return new Figures(measures);
    }
}
