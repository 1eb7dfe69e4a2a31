package io.earshot.alerts.slack;

import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Summary;
import io.earshot.alerts.message.Telling;
import io.earshot.alerts.message.Voice;
import io.earshot.alerts.message.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes Slack's messages: {@code text} for notifications and for what knows no blocks, and {@code blocks}. What customers wrote is escaped, so that
 * it can neither link nor call {@code @channel}. Pure.
 */
final class Blocks {

    /** Slack refuses a message with a longer header or section. */
    private static final int LONGEST_HEADER = 150;

    private static final int LONGEST_SECTION = 3_000;

    private static final int LONGEST_COMMENT = 1_000;
    private static final int LONGEST_EXCERPT = 160;
    /** Slack calls all by {@code <!channel>} only; what takes the same messages may do it by the word, but not in the middle of an address. */
    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{L}\\p{N}._+-])@(?=(channel|here|everyone|all)\\b)", Pattern.CASE_INSENSITIVE);

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final Telling telling;

    Blocks(Telling telling) {
        this.telling = telling;
    }

    String of(Notice notice) {
        ObjectNode message = message(telling.subject(notice));
        ArrayNode blocks = message.putArray("blocks");
        header(blocks, notice.title());
        section(blocks, mark(notice) + "*" + escape(telling.news(notice)) + "*");
        notice.newestWithWords().ifPresent(voice -> section(blocks, quote(voice)));
        context(blocks, facts(notice));
        link(blocks, telling.link(notice.caseId()), "Open the case");
        return MAPPER.writeValueAsString(message);
    }

    String of(Summary summary) {
        ObjectNode message = message(telling.subject(summary));
        ArrayNode blocks = message.putArray("blocks");
        header(blocks, summary.headline());
        section(
                blocks,
                "One message for " + Words.count(summary.changes(), "change", "changes") + ". By rule: "
                        + summary.byRule().stream()
                                .limit(10)
                                .map(entry -> escape(entry.getKey()) + " " + entry.getValue())
                                .collect(Collectors.joining(", ")));
        for (Notice notice : summary.listed()) {
            section(blocks, entry(notice));
        }
        if (summary.unlisted() > 0) {
            context(blocks, List.of("and " + Words.count(summary.unlisted(), "more case", "more cases")));
        }
        link(blocks, telling.links().inbox(), "Open the inbox");
        return MAPPER.writeValueAsString(message);
    }

    /** Somebody tries a channel. */
    String test() {
        ObjectNode message = message("Earshot reaches this channel. Somebody tries it; nothing is to be done.");
        return MAPPER.writeValueAsString(message);
    }

    private static ObjectNode message(String text) {
        ObjectNode message = MAPPER.createObjectNode();
        message.put("text", escape(text));
        return message;
    }

    private static void header(ArrayNode blocks, String text) {
        ObjectNode block = blocks.addObject().put("type", "header");
        block.putObject("text")
                .put("type", "plain_text")
                // Slack takes this as it is; what is like Slack may not
                .put("text", Words.line(text, LONGEST_HEADER).replace('<', '‹').replace('>', '›'))
                .put("emoji", false);
    }

    private static void section(ArrayNode blocks, String text) {
        marked(blocks.addObject().put("type", "section").putObject("text"), text);
    }

    private static void context(ArrayNode blocks, List<String> texts) {
        ArrayNode elements = blocks.addObject().put("type", "context").putArray("elements");
        marked(elements.addObject(), String.join("  ·  ", texts));
    }

    private static void link(ArrayNode blocks, @Nullable String link, String label) {
        if (link != null) {
            section(blocks, "<" + escape(link) + "|" + label + ">");
        }
    }

    /** Text of ours with marks in it; nothing that looks like an address or a name is made a link. */
    private static void marked(ObjectNode text, String words) {
        text.put("type", "mrkdwn")
                .put("text", Words.cut(words, LONGEST_SECTION))
                .put("verbatim", true);
    }

    private static String quote(Voice voice) {
        String words = Stream.of(voice.title(), voice.comment())
                .filter(part -> part != null)
                .collect(Collectors.joining("\n"));
        // one that is cut after it was escaped could end in half an escape
        return Words.cut(words, LONGEST_COMMENT)
                .lines()
                .limit(20)
                .map(line -> "> " + escape(line))
                .collect(Collectors.joining("\n"));
    }

    private List<String> facts(Notice notice) {
        List<String> facts = new ArrayList<>();
        String due = telling.due(notice);
        if (due != null) {
            facts.add("Due " + due);
        }
        facts.addAll(notice.reach());
        if (notice.drop() != null) {
            facts.addAll(notice.drop().details());
        }
        facts.add(notice.status() + (notice.assignee() == null ? "" : ", with " + notice.assignee()));
        if (notice.team() != null) {
            facts.add("team " + notice.team());
        }
        notice.newestWithWords().ifPresent(voice -> facts.addAll(voice.about()));
        facts.add("rule " + notice.rule());
        return facts.stream().map(Blocks::escape).toList();
    }

    private String entry(Notice notice) {
        String title = escape(notice.title());
        String link = telling.link(notice.caseId());
        String excerpt = notice.newestWithWords()
                .map(voice -> voice.comment() == null ? voice.title() : voice.comment())
                .map(words -> "\n> " + escape(Words.line(words, LONGEST_EXCERPT)))
                .orElse("");
        return mark(notice) + (link == null ? title : "<" + escape(link) + "|" + title.replace("|", "¦") + ">") + " · "
                + escape(notice.rule()) + excerpt;
    }

    private static String mark(Notice notice) {
        return "[" + notice.severity().slug() + "] ";
    }

    /** As Slack asks for it; the mentions that other programs know get a blank that does not show. */
    static String escape(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return MENTION.matcher(escaped).replaceAll("@\u200B");
    }
}
