package io.earshot.ingest.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;

class SurveyLinkTest {

    @Test
    void writesOnlyWhatItKnowsAndEscapesIt() {
        SurveyLink link =
                link(Map.of("key", "pk_1", "metric", "nps", "order", "\"><b>&=", "utm_source", "mail", "empty", ""));

        assertThat(link.address()).isEqualTo("survey?key=pk_1&metric=nps&order=%22%3E%3Cb%3E%26%3D");
    }

    @Test
    void readsWhenItWasWrittenAsADayOrATimeAndPassesOverWhatIsNone() {
        assertThat(link(Map.of("asked", "2026-11-22")).asked()).contains(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(link(Map.of("asked", "2026-11-22T10:00:00+01:00")).asked())
                .contains(Instant.parse("2026-11-22T09:00:00Z"));
        for (String none : List.of("", "soon", "2026-13-22", "22.11.2026", "2026-11-22T10:00", "1795312492")) {
            assertThat(link(Map.of("asked", none)).asked()).as(none).isEmpty();
        }
    }

    @Test
    void leadsToThanksAndBack() {
        SurveyLink thanks = link(Map.of("metric", "nps", "score", "9", "asked", "2026-11-22"))
                .toThanks("3", 17);

        assertThat(thanks.address()).isEqualTo("survey?metric=nps&score=3&asked=2026-11-22&after=17&sent=1");
        assertThat(thanks.isSent()).isTrue();
        assertThat(thanks.toAsk().address()).isEqualTo("survey?metric=nps&score=3&asked=2026-11-22&after=17");
    }

    private static SurveyLink link(Map<String, String> query) {
        return SurveyLink.of(MultiValueMap.fromMultiValue(query.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.of(entry.getValue()), (a, b) -> a, LinkedHashMap::new))));
    }
}
