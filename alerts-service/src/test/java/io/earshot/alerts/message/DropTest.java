package io.earshot.alerts.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DropTest {

    private final Telling telling = new Telling(ZoneOffset.UTC, new Links(""));

    private static Notice drop(String type, String drop) {
        return Notice.read(Messages.drop(type, drop));
    }

    @Test
    void saysFromWhereTheScoreFellToWhere() {
        Notice notice = drop("case.opened", """
                {"metric": "nps", "scale": "0-10", "window": "7d", "from": 52.5, "score": 38.149, "change": -14.351, "n": 412,
                 "previousN": 398, "since": "2026-11-23T10:15:00Z", "at": "2026-11-23T12:20:00Z", "endedAt": null}""");

        assertThat(telling.subject(notice)).isEqualTo("[High] NPS fell from 52.5 to 38.1 (nps-drop)");
        assertThat(notice.drop().details()).containsExactly("over 7d", "412 answers");
    }

    @Test
    void showsOfAMeanWhatMatters() {
        assertThat(drop("case.opened", "{\"metric\": \"review\", \"from\": 4.25, \"score\": 4.031}")
                        .title())
                .isEqualTo("Review score fell from 4.25 to 4.03");
    }

    @Test
    void wantsNobodyToContactACustomerWhoIsNotThere() {
        Notice reminder = drop("case.reminder", "{\"metric\": \"ces\", \"from\": 5.5, \"score\": 5}");

        assertThat(telling.news(reminder)).isEqualTo("Nobody has seen to it in time.");
        assertThat(telling.subject(reminder)).isEqualTo("Reminder: [High] CES fell from 5.50 to 5.00 (nps-drop)");
    }
}
