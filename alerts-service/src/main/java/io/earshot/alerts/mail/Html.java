package io.earshot.alerts.mail;

import io.earshot.alerts.rules.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HTML as mail programs understand it: tables, styles on the elements, one column that fits a phone. Whatever is passed in is text and is
 * escaped here, so that nobody else has to think of it.
 */
final class Html {

    private static final String FRAME = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%1$s</title>
            <style>
            @media (prefers-color-scheme: dark) {
              .page { background: #16191d !important; }
              .card { background: #22262b !important; border-right-color: #3a4048 !important;
                border-bottom-color: #3a4048 !important; border-left-color: #3a4048 !important; }
              .ink { color: #f0f2f4 !important; }
              .faint { color: #a9b1ba !important; }
              .quote { background: #2b3037 !important; color: #f0f2f4 !important; }
              .line { border-color: #3a4048 !important; }
              .tint { color: #8ab8ff !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;background:#f2f4f6;-webkit-text-size-adjust:100%%">
            <div style="display:none;max-height:0;overflow:hidden;opacity:0">%2$s</div>
            <table role="presentation" class="page" width="100%%" cellpadding="0" cellspacing="0" style="background:#f2f4f6">
            <tr><td align="center" style="padding:16px 8px">
            <table role="presentation" class="card" width="100%%" cellpadding="0" cellspacing="0" style="max-width:600px;\
            background:#ffffff;border:1px solid #dfe3e8;border-top:4px solid %3$s;border-radius:6px;\
            font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
            <tr><td style="padding:20px 20px 24px">
            %4$s</td></tr>
            </table>
            <p class="faint" style="margin:12px 8px 0;max-width:600px;font:12px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#5b6570">%5$s</p>
            </td></tr>
            </table>
            </body>
            </html>
            """;

    private static final Map<Severity, String> COLOURS = Map.of(
            Severity.URGENT, "#b3121d", Severity.HIGH, "#c2500a", Severity.NORMAL, "#1f5fbf", Severity.LOW, "#5b6570");

    private final StringBuilder body = new StringBuilder();

    /**
     * All of the page.
     *
     * @param title for programs that show one
     * @param preview the line that a list of mails shows after the subject
     * @param footer why the reader gets it
     */
    String page(String title, String preview, Severity severity, String footer) {
        return FRAME.formatted(escape(title), escape(preview), colour(severity), body, escape(footer));
    }

    /** A small coloured word and what follows it on the line. */
    Html badge(Severity severity, String rest) {
        body.append(
                        "<p class=\"faint\" style=\"margin:0 0 10px;font-size:13px;line-height:1.6;color:#5b6570\"><span style=\"")
                .append(
                        "display:inline-block;padding:1px 9px;border-radius:10px;color:#ffffff;font-weight:bold;background:")
                .append(colour(severity))
                .append("\">")
                .append(escape(severity.slug()))
                .append("</span>&ensp;")
                .append(escape(rest))
                .append("</p>\n");
        return this;
    }

    Html heading(String text) {
        body.append(
                        "<h1 class=\"ink\" dir=\"auto\" style=\"margin:0 0 6px;font-size:22px;line-height:1.3;color:#1a1f24;"
                                + "overflow-wrap:anywhere\">")
                .append(escape(text))
                .append("</h1>\n");
        return this;
    }

    Html part(String text) {
        body.append("<h2 class=\"faint\" style=\"margin:22px 0 6px;font-size:13px;line-height:1.4;color:#5b6570\">")
                .append(escape(text))
                .append("</h2>\n");
        return this;
    }

    Html paragraph(String text) {
        body.append(
                        "<p class=\"ink\" dir=\"auto\" style=\"margin:0 0 14px;font-size:16px;line-height:1.5;color:#1a1f24;"
                                + "overflow-wrap:anywhere\">")
                .append(escape(text))
                .append("</p>\n");
        return this;
    }

    /** What a customer wrote, in the direction in which it is read. */
    Html quote(@Nullable String heading, String words, String caption) {
        body.append(
                "<blockquote class=\"quote\" dir=\"auto\" style=\"margin:0 0 6px;padding:12px 16px;background:#f6f7f9;"
                        + "border-inline-start:4px solid #9aa4af;font-size:16px;line-height:1.5;color:#1a1f24;overflow-wrap:anywhere\">");
        if (heading != null) {
            // its direction is its own, and doesn't decide that of the words below
            body.append("<strong dir=\"auto\" style=\"display:block\">")
                    .append(escape(heading))
                    .append("</strong>\n");
        }
        body.append(escape(words).replace("\n", "<br>\n")).append("</blockquote>\n");
        if (!caption.isEmpty()) {
            small(caption);
        }
        return this;
    }

    Html small(String text) {
        body.append(
                        "<p class=\"faint\" dir=\"auto\" style=\"margin:0 0 14px;font-size:13px;line-height:1.5;color:#5b6570;"
                                + "overflow-wrap:anywhere\">")
                .append(escape(text))
                .append("</p>\n");
        return this;
    }

    /** Names and values, the values in bold where they matter most. */
    Html facts(Map<String, String> facts) {
        body.append(
                "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:4px 0 0\">\n");
        facts.forEach((name, value) -> body.append(
                        "<tr><td class=\"faint line\" valign=\"top\" width=\"88\" style=\"padding:7px 10px 7px 0;"
                                + "border-top:1px solid #e6e9ed;font-size:14px;line-height:1.4;color:#5b6570\">")
                .append(escape(name))
                .append("</td><td class=\"ink line\" dir=\"auto\" style=\"padding:7px 0;border-top:1px solid #e6e9ed;"
                        + "font-size:14px;line-height:1.4;color:#1a1f24;overflow-wrap:anywhere\">")
                .append(escape(value))
                .append("</td></tr>\n"));
        body.append("</table>\n");
        return this;
    }

    Html list(List<String> lines) {
        body.append(lines.stream()
                .map(line ->
                        "<li class=\"ink\" dir=\"auto\" style=\"margin:0 0 4px;font-size:14px;line-height:1.5;color:#1a1f24;"
                                + "overflow-wrap:anywhere\">" + escape(line) + "</li>\n")
                .collect(Collectors.joining("", "<ul style=\"margin:0;padding:0 0 0 18px\">\n", "</ul>\n")));
        return this;
    }

    /** A case among others: a link where there is one. */
    Html entry(Severity severity, String title, @Nullable String link, String detail, @Nullable String words) {
        String name = "<strong>" + escape(title) + "</strong>";
        body.append(
                        "<div class=\"line\" style=\"padding:12px 0 10px;border-top:1px solid #e6e9ed\"><p class=\"ink\" dir=\"auto\" style=\""
                                + "margin:0 0 2px;font-size:15px;line-height:1.4;color:#1a1f24;overflow-wrap:anywhere\">"
                                + "<span style=\"color:")
                .append(colour(severity))
                .append("\">&#9679;</span> ")
                .append(
                        link == null
                                ? name
                                : "<a class=\"tint\" href=\"" + escape(link) + "\" style=\"color:#1f5fbf\">" + name
                                        + "</a>")
                .append(
                        "</p><p class=\"faint\" dir=\"auto\" style=\"margin:0;font-size:13px;line-height:1.5;color:#5b6570\">")
                .append(escape(detail))
                .append("</p>");
        if (words != null) {
            body.append(
                            "<p class=\"ink\" dir=\"auto\" style=\"margin:4px 0 0;font-size:14px;line-height:1.5;color:#1a1f24;"
                                    + "overflow-wrap:anywhere\">")
                    .append(escape(words))
                    .append("</p>");
        }
        body.append("</div>\n");
        return this;
    }

    /** A link that a thumb hits. */
    Html button(String label, @Nullable String link) {
        if (link != null) {
            body.append("<p style=\"margin:22px 0 0\"><a href=\"")
                    .append(escape(link))
                    .append(
                            "\" style=\"display:inline-block;padding:12px 22px;border-radius:6px;background:#1f5fbf;color:#ffffff;"
                                    + "font-size:16px;font-weight:bold;text-decoration:none\">")
                    .append(escape(label))
                    .append("</a></p>\n");
        }
        return this;
    }

    private static String colour(Severity severity) {
        return COLOURS.getOrDefault(severity, "#5b6570");
    }

    /** As text that stands in an element or in quotes in a tag. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
