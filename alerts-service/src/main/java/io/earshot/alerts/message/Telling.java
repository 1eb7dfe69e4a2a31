package io.earshot.alerts.message;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How notices are put into words: the same in every kind of message.
 *
 * @param zone the time zone of the readers
 * @param links where the inbox is
 */
public record Telling(ZoneId zone, Links links) {

    private static final int LONGEST_SUBJECT = 150;

    /** One line that says what matters. It stays the same over a conversation as long as the severity does. */
    public String subject(Notice notice) {
        String about =
                "[" + Words.capital(notice.severity().slug()) + "] " + notice.title() + " (" + notice.rule() + ")";
        String prefix = switch (notice.type()) {
            case OPENED, TEST -> "";
            case UPDATED, REOPENED, RESOLVED -> "Re: ";
            case REMINDER -> "Reminder: ";
            case ESCALATED -> "Escalated: ";
        };
        return prefix + Words.line(about, LONGEST_SUBJECT);
    }

    /** One line for many. */
    public String subject(Summary summary) {
        String mark = Words.capital(summary.severity().slug());
        String rules =
                summary.byRule().size() == 1 ? " (" + summary.byRule().get(0).getKey() + ")" : "";
        return Words.line("[" + mark + "] " + summary.headline() + rules, LONGEST_SUBJECT);
    }

    /** What happened, in a sentence. */
    public String news(Notice notice) {
        String outcome = notice.outcome();
        return switch (notice.type()) {
            case OPENED ->
                notice.drop() == null ? "An unhappy customer waits to hear from you." : "A score has fallen.";
            case UPDATED, TEST -> "The case was updated.";
            case REOPENED -> "The case is open again.";
            case RESOLVED -> "The case was resolved" + (outcome == null ? "." : ": " + outcome + ".");
            case REMINDER -> "Nobody has " + missing(notice) + " in time.";
            case ESCALATED -> "Still nobody has " + missing(notice) + ": this needs the team's lead.";
        };
    }

    private static String missing(Notice notice) {
        return notice.drop() == null ? "contacted the customer" : "seen to it";
    }

    /** Until when somebody is to react; null where nobody has to any more. */
    public @Nullable String due(Notice notice) {
        return notice.dueAt() == null || !notice.isWaiting() ? null : Words.time(notice.dueAt(), zone);
    }

    /** What has become of the case so far, the oldest first. */
    public List<String> history(Notice notice) {
        List<String> lines = new ArrayList<>();
        lines.add(Words.time(notice.openedAt(), zone) + ": opened by " + notice.rule());
        if (notice.itemCount() > 1) {
            lines.add(Words.count(notice.itemCount(), "answer", "answers") + " of this customer by now");
        }
        add(lines, notice.acknowledgedAt(), "acknowledged", notice.assignee());
        add(lines, notice.contactedAt(), notice.drop() == null ? "customer contacted" : "seen to", null);
        add(lines, notice.resolvedAt(), "resolved", notice.outcome());
        return lines;
    }

    private void add(List<String> lines, @Nullable Instant at, String what, @Nullable String detail) {
        if (at != null) {
            lines.add(Words.time(at, zone) + ": " + what + (detail == null ? "" : ", " + detail));
        }
    }

    /** Where a person works on the case, null if that is not set. */
    public @Nullable String link(UUID caseId) {
        return links.caseAt(caseId);
    }
}
