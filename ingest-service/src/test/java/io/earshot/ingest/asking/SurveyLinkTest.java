package io.earshot.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;

class SurveyLinkTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void writesOnlyWhatItKnowsAndEscapesIt() {
        SurveyLink link =
                link(Map.of("key", "pk_1", "metric", "nps", "order", "\"><b>&=", "utm_source", "mail", "empty", ""));

        assertThat(link.address()).isEqualTo("survey?key=pk_1&metric=nps&order=%22%3E%3Cb%3E%26%3D");
    }

    @Test
    void givesALaterAnswerAHigherRevision() {
        SurveyLink link = link(Map.of("metric", "nps"));
        int first = link.revision(NOW);

        assertThat(link.revision(NOW.plusSeconds(9))).isEqualTo(first);
        assertThat(link.revision(NOW.plusSeconds(10))).isEqualTo(first + 1);
        assertThat(link.revision(NOW.plus(Duration.ofDays(7)))).isEqualTo(first + 7 * 8640);
    }

    @Test
    void goesAboveTheRevisionThatItChangesAndNeverBeyondTheHighest() {
        int now = link(Map.of()).revision(NOW);

        assertThat(link(Map.of("after", "" + now)).revision(NOW)).isEqualTo(now + 1);
        assertThat(link(Map.of("after", "" + (now - 5))).revision(NOW)).isEqualTo(now);
        assertThat(link(Map.of("after", "9999999")).revision(NOW)).isEqualTo(1 << 20);
        for (String none : List.of("-1", "x", "99999999999999999999", "1e9")) {
            assertThat(link(Map.of("after", none)).revision(NOW)).isEqualTo(now);
        }
    }

    @Test
    void leadsToThanksAndBack() {
        SurveyLink thanks = link(Map.of("metric", "nps", "score", "9")).toThanks("3", 17);

        assertThat(thanks.address()).isEqualTo("survey?metric=nps&score=3&after=17&sent=1");
        assertThat(thanks.isSent()).isTrue();
        assertThat(thanks.toAsk().address()).isEqualTo("survey?metric=nps&score=3&after=17");
    }

    private static SurveyLink link(Map<String, String> query) {
        return SurveyLink.of(MultiValueMap.fromMultiValue(query.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.of(entry.getValue()), (a, b) -> a, LinkedHashMap::new))));
    }
}
