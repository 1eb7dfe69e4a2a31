package io.earshot.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The examples of {@code docs/integrate.md}, as somebody copies them. */
final class IntegratePage {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\R(.*?)^```");

    private final String page;

    IntegratePage() {
        try {
            page = Files.readString(Path.of("../docs/integrate.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * One fenced block.
     *
     * @param section the heading above it
     * @param language behind the fence, empty for plain text
     * @param position among those of the language in the section, from 0
     */
    String block(String section, String language, int position) {
        int start = page.indexOf("\n## " + section + "\n");
        if (start < 0) {
            throw new AssertionError("there is no section " + section);
        }
        int end = page.indexOf("\n## ", start + 1);
        return BLOCK.matcher(page.substring(start, end < 0 ? page.length() : end))
                .results()
                .filter(block -> block.group(1).equals(language))
                .skip(position)
                .findFirst()
                .map((MatchResult block) -> block.group(2))
                .orElseThrow(() -> new AssertionError(section + " has no block " + position + " of " + language));
    }
}
