package io.earshot.alerts.inbox;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Voice;
import io.earshot.alerts.message.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A case in the list.
 *
 * @param title what it is about, such as {@code NPS 3 of 10 from Cora Lind}
 * @param excerpt what the customer said last, cut; null without words
 * @param severity of the API
 * @param status of the API
 * @param items how many answers there are, in words; null of one
 */
record CaseRow(
        String id,
        long version,
        String title,
        @Nullable String excerpt,
        String severity,
        String status,
        Due due,
        @Nullable String assignee,
        @Nullable String team,
        @Nullable String items,
        Moment openedAt) {

    private static final int EXCERPT = 220;

    /**
     * @param json as the API shows a case
     */
    static CaseRow of(JsonNode json, Instant now) {
        Notice notice = Notice.of(EventType.UPDATED, now, json);
        return new CaseRow(
                notice.caseId().toString(),
                notice.version(),
                notice.title(),
                notice.newestWithWords().map(CaseRow::excerpt).orElse(null),
                notice.severity().slug(),
                notice.status(),
                Due.of(notice.status(), notice.dueAt(), notice.outcome(), now),
                notice.assignee(),
                notice.team(),
                notice.itemCount() > 1 ? Words.count(notice.itemCount(), "answer", "answers") : null,
                Moment.of(notice.openedAt()));
    }

    private static String excerpt(Voice voice) {
        String title = voice.title() == null ? "" : voice.title() + ": ";
        String comment = voice.comment() == null ? "" : voice.comment();
        return Words.line(title + comment, EXCERPT);
    }

    public String statusWords() {
        return Words.capital(status);
    }
}
