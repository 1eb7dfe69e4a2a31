package io.earshot.alerts.mail;

import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Summary;
import io.earshot.alerts.message.Telling;
import io.earshot.alerts.message.Voice;
import io.earshot.alerts.message.Words;
import io.earshot.alerts.rules.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes letters. Pure: the same in, the same out. */
final class Letters {

    private static final int LONGEST_COMMENT = 3_000;
    private static final int LONGEST_EXCERPT = 160;
    private static final int MOST_VOICES = 3;

    private final Telling telling;
    private final String footer;

    /**
     * @param channel the name of the channel, for the line that says why one gets this
     */
    Letters(Telling telling, String channel) {
        this.telling = telling;
        this.footer = "Sent by Earshot to the channel “" + Words.line(channel, 100) + "”.";
    }

    Letter of(Notice notice) {
        String subject = telling.subject(notice);
        return new Letter(subject, text(notice), html(notice, subject));
    }

    Letter of(Summary summary) {
        String subject = telling.subject(summary);
        return new Letter(subject, text(summary), html(summary, subject));
    }

    /** Somebody tries a channel. */
    Letter test() {
        String subject = "Test: Earshot reaches this address";
        String words = "Somebody tries this channel. Nothing is to be done.";
        String html = new Html()
                .heading("Earshot reaches this address")
                .paragraph(words)
                .page(subject, words, Severity.LOW, footer);
        return new Letter(subject, words + "\n\n-- \n" + footer + "\n", html);
    }

    private String html(Notice notice, String subject) {
        String due = telling.due(notice);
        Html html = new Html()
                .badge(notice.severity(), due == null ? notice.status() : "react by " + due)
                .heading(notice.title())
                .paragraph(telling.news(notice));
        for (Voice voice : voices(notice)) {
            String words = voice.comment();
            if (words == null && voice.title() == null) {
                html.small(caption(voice) + " · without a comment");
            } else {
                html.quote(voice.title(), words(voice), caption(voice));
            }
        }
        html.facts(facts(notice)).part("So far").list(telling.history(notice)).button("Open the case", link(notice));
        return html.page(subject, preview(notice), notice.severity(), footer);
    }

    private String text(Notice notice) {
        StringBuilder text = new StringBuilder();
        text.append(notice.title()).append('\n').append(telling.news(notice)).append("\n\n");
        for (Voice voice : voices(notice)) {
            String title = voice.title() == null ? "" : voice.title() + "\n";
            String words = voice.comment() == null ? "(no comment)" : words(voice);
            text.append((title + words).lines().map(line -> "> " + line).collect(Collectors.joining("\n")))
                    .append("\n  ")
                    .append(caption(voice))
                    .append("\n\n");
        }
        facts(notice)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        text.append("\nSo far\n");
        telling.history(notice).forEach(line -> text.append("- ").append(line).append('\n'));
        return ended(text, link(notice));
    }

    private String html(Summary summary, String subject) {
        Html html = new Html()
                .heading(summary.headline())
                .paragraph(opening(summary))
                .facts(counts(summary));
        html.part(summary.unlisted() == 0 ? "Cases" : "The " + summary.listed().size() + " weightiest and newest");
        for (Notice notice : summary.listed()) {
            html.entry(notice.severity(), notice.title(), link(notice), detail(notice), excerpt(notice));
        }
        if (summary.unlisted() > 0) {
            html.small(unlisted(summary));
        }
        html.button("Open the inbox", telling.links().inbox());
        return html.page(subject, opening(summary), summary.severity(), footer);
    }

    private String text(Summary summary) {
        StringBuilder text = new StringBuilder();
        text.append(summary.headline()).append('\n').append(opening(summary)).append("\n\n");
        counts(summary)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        for (Notice notice : summary.listed()) {
            text.append("\n* ")
                    .append(notice.title())
                    .append("\n  ")
                    .append(detail(notice))
                    .append('\n');
            String excerpt = excerpt(notice);
            if (excerpt != null) {
                text.append("  > ").append(excerpt).append('\n');
            }
            String link = link(notice);
            if (link != null) {
                text.append("  ").append(link).append('\n');
            }
        }
        if (summary.unlisted() > 0) {
            text.append('\n').append(unlisted(summary)).append('\n');
        }
        return ended(text, telling.links().inbox());
    }

    private String ended(StringBuilder text, @Nullable String link) {
        if (link != null) {
            text.append('\n').append(link).append('\n');
        }
        return text.append("\n-- \n").append(footer).append('\n').toString();
    }

    /** The newest few, the newest first. */
    private static List<Voice> voices(Notice notice) {
        List<Voice> newest = new ArrayList<>(notice.voices());
        Collections.reverse(newest);
        return newest.subList(0, Math.min(MOST_VOICES, newest.size()));
    }

    private static String words(Voice voice) {
        return voice.comment() == null ? "" : Words.cut(voice.comment(), LONGEST_COMMENT);
    }

    private String caption(Voice voice) {
        List<String> parts = new ArrayList<>();
        parts.add(voice.verdict());
        if (voice.at() != null) {
            parts.add(Words.time(voice.at(), telling.zone()));
        }
        parts.addAll(voice.about());
        return String.join(" · ", parts);
    }

    private Map<String, String> facts(Notice notice) {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Due", telling.due(notice));
        put(facts, "Customer", notice.drop() == null ? customer(notice) : null);
        put(
                facts,
                "Score",
                notice.drop() == null ? null : String.join(" · ", notice.drop().details()));
        put(facts, "Status", notice.status() + (notice.outcome() == null ? "" : ", " + notice.outcome()));
        put(facts, "Team", notice.team());
        put(facts, "Assignee", notice.assignee() == null ? "nobody yet" : notice.assignee());
        put(facts, "Rule", notice.rule());
        return facts;
    }

    private static String customer(Notice notice) {
        return Stream.concat(Stream.of(notice.who()), notice.reach().stream()).collect(Collectors.joining(" · "));
    }

    private static Map<String, String> counts(Summary summary) {
        Map<String, String> counts = new LinkedHashMap<>();
        summary.bySeverity().forEach((severity, n) -> counts.put(Words.capital(severity.slug()), n.toString()));
        counts.put(
                "By rule",
                summary.byRule().stream()
                        .limit(10)
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        counts.put("Unresolved", String.valueOf(summary.open()));
        return counts;
    }

    private static String opening(Summary summary) {
        return "One message for " + Words.count(summary.changes(), "change", "changes") + " of "
                + Words.count(summary.cases().size(), "case", "cases") + ".";
    }

    private static String unlisted(Summary summary) {
        return "and " + Words.count(summary.unlisted(), "more case", "more cases") + ", all in the inbox.";
    }

    private String detail(Notice notice) {
        String due = telling.due(notice);
        return Stream.of(notice.severity().slug(), notice.rule(), due == null ? notice.status() : "due " + due)
                .collect(Collectors.joining(" · "));
    }

    private static @Nullable String excerpt(Notice notice) {
        return notice.newestWithWords()
                .map(voice -> Stream.of(voice.title(), voice.comment())
                        .filter(words -> words != null)
                        .map(Words::line)
                        .collect(Collectors.joining(": ")))
                .map(words -> Words.cut(words, LONGEST_EXCERPT))
                .orElse(null);
    }

    private String preview(Notice notice) {
        String excerpt = excerpt(notice);
        return excerpt == null ? telling.news(notice) : excerpt;
    }

    private @Nullable String link(Notice notice) {
        return telling.link(notice.caseId());
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(name, value);
        }
    }
}
