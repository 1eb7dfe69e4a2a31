package io.earshot.ingest.asking;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the widget's script together, from sources that are written for people: texts, look, and the parts in the order in which they need each
 * other, all in one function of which the shop's page sees nothing.
 */
final class WidgetScript {

    private static final List<String> STYLES =
            List.of("/look/tokens.css", "/asking/look.css", "/asking/widget/widget.css");

    private static final List<String> PARTS = List.of("start", "texts", "queue", "fields", "survey", "button", "end");

    /** Texts that the survey page alone says. */
    private static final String PAGE = "page.";

    private static final String BETWEEN = "|";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WidgetScript() {}

    /** What is written with the same letters stands together, since that compresses best. */
    static Asset asset(Speeches speeches) {
        List<String> names = speeches.all().get(0).words().keySet().stream()
                .filter(name -> !name.startsWith(PAGE))
                .toList();
        String begin = "/* Earshot's widget, Apache-2.0 */\n(() => {\n'use strict';\n";
        String end = "})();\n";
        Predicate<Speech> isLatin = speech -> speech.say("send").matches("\\p{IsLatin}+");
        return new Asset(
                "text/javascript",
                List.of(
                        begin + "const NAMES=" + quoted(names) + ".split('" + BETWEEN + "'),TEXTS={"
                                + texts(names, speeches, isLatin),
                        texts(names, speeches, isLatin.negate()) + "};\n",
                        "const LOOK=" + JSON.writeValueAsString(look()) + ";\n" + code() + end));
    }

    private static String look() {
        return STYLES.stream().map(Resources::style).collect(Collectors.joining());
    }

    private static String code() {
        return PARTS.stream()
                .map(part -> Resources.script("/asking/widget/" + part + ".js"))
                .collect(Collectors.joining());
    }

    /** The texts of each language, in the order of their names. */
    private static String texts(List<String> names, Speeches speeches, Predicate<Speech> which) {
        return speeches.all().stream()
                .filter(which)
                .map(speech -> speech.language() + ":"
                        + quoted(names.stream().map(speech::say).toList()) + ",")
                .collect(Collectors.joining());
    }

    private static String quoted(List<String> texts) {
        texts.stream().filter(text -> text.contains(BETWEEN)).findFirst().ifPresent(text -> {
            throw new IllegalStateException(text + " (expected: a text without " + BETWEEN + ")");
        });
        return JSON.writeValueAsString(String.join(BETWEEN, texts));
    }
}
