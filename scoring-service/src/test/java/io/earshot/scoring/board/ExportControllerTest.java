package io.earshot.scoring.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.responses.Answers;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

class ExportControllerTest {

    private static final Instant BACK_TO = Instant.parse("2026-10-03T12:30:00Z");

    @Test
    void saysInTheLastRowThatASearchWentNoFurther() {
        List<String> rows = rows(page(1, "c1"), page(0, "c2"));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1)).isEqualTo("NOT ALL: searched back to 2026-10-03T12:30:00Z only,,,,,,,,,,,,,\r\n");
    }

    @Test
    void saysNothingOfItInAFileThatIsAllOrAsManyAsAFileHas() {
        assertThat(rows(page(1, "c1"), page(2, null))).hasSize(3).noneMatch(row -> row.startsWith("NOT ALL"));
        assertThat(rows(page(ExportController.MOST_ANSWERS + 1, "c1")))
                .hasSize(ExportController.MOST_ANSWERS)
                .noneMatch(row -> row.startsWith("NOT ALL"));
    }

    private static List<String> rows(Answers.Page... pages) {
        return ExportController.answers(Flux.just(pages)).collectList().block();
    }

    private static Answers.Page page(int answers, String next) {
        return new Answers.Page(
                Collections.nCopies(answers, JsonMapper.shared().createObjectNode()),
                next,
                next == null ? null : BACK_TO);
    }
}
