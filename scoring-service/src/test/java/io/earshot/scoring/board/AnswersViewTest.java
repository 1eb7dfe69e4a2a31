package io.earshot.scoring.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.measure.Series;
import io.earshot.scoring.responses.Answers;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AnswersViewTest {

    private static final Instant BACK_TO = Instant.parse("2026-10-03T12:30:00Z");

    @Test
    void saysHowFarBackWasLookedWhereAPageIsNotFull() {
        AnswersView rare = view(3, "c1", BACK_TO, "/?metric=nps&text=rare");

        // the space before AM and PM differs between JDKs
        assertThat(rare.searched()).matches("Oct 3, 2026, 12:30\\hPM UTC");
        assertThat(rare.more().get("cursor")).isEqualTo("c1");
        assertThat(rare.newest()).isNull();
    }

    @Test
    void saysNothingOfItWhereAPageIsFullOrTheLast() {
        assertThat(view(10, "c1", BACK_TO, "/?metric=nps").searched()).isNull();
        assertThat(view(3, null, null, "/?metric=nps").searched()).isNull();
    }

    @Test
    void leadsFromALaterPageToTheNewest() {
        AnswersView later = view(3, null, null, "/?metric=nps&text=rare&cursor=c0");

        assertThat(later.newest().whole("answers")).isEqualTo("/board/answers?metric=nps&text=rare#answers");
        assertThat(later.more()).isNull();
    }

    private static AnswersView view(int answers, String next, Instant back, String page) {
        Answers.Page found = new Answers.Page(
                Collections.nCopies(answers, JsonMapper.shared().createObjectNode()), next, back);
        AnswersView view = AnswersView.of(found, 10, Series.of("nps/0-10"), Address.ofPage(page), new Wording(null));
        assertThat(view.rows()).hasSize(answers);
        return view;
    }
}
