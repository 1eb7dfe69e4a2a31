package io.earshot.alerts.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.events.EventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

    @ParameterizedTest
    @CsvSource({
        "open, case.opened case.updated, OPENED",
        "open, case.updated case.updated, UPDATED",
        "open, case.opened case.reminder case.escalated case.updated, ESCALATED",
        "acknowledged, case.reopened case.updated, REOPENED",
        "contacted, case.opened case.updated, UPDATED",
        "contacted, case.escalated case.updated, UPDATED",
        "resolved, case.opened case.updated case.resolved, RESOLVED"
    })
    void tellsOfACaseWhatStillMatters(String status, String types, EventType news) {
        List<Notice> newestFirst = new ArrayList<>();
        for (String type : types.split(" ")) {
            String message = Messages.of(type, Messages.CASE, newestFirst.size() + 1, "high", "Cora", "Late")
                    .replace("\"status\": \"open\"", "\"status\": \"" + status + "\"");
            newestFirst.add(0, Notice.read(message));
        }

        assertThat(Summary.of(newestFirst).cases()).singleElement().satisfies(one -> {
            assertThat(one.type()).isEqualTo(news);
            assertThat(one.version()).isEqualTo(newestFirst.size());
        });
    }
}
