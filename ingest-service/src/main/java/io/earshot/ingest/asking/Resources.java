package io.earshot.ingest.asking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources of what is served: written for people, served without what is only there for them. Comments and white space go, names stay: no
 * minifier, so that whoever clones the repository needs no build step and no other tools. A comment has its lines to itself.
 */
final class Resources {

    private static final Pattern COMMENT = Pattern.compile("(?ms)^\\s*(/\\*.*?\\*/|//[^\\n]*)\\s*?$");
    private static final Pattern INDENT = Pattern.compile("(?m)^\\s+");

    private static final Pattern AROUND_CSS = Pattern.compile("\\s*([{};,>])\\s*|(?<=:)\\s+");

    /** A text in quotes, which is not touched, or what may lose the spaces around it. */
    private static final Pattern AROUND_JS =
            Pattern.compile("'(?:[^'\\\\\\n]|\\\\.)*'|`[^`]*`|\"[^\"\\n]*\"| *([{}()\\[\\]=:;,<>?&|+*!]) *");

    /** Where the next line plainly belongs to the same statement, or to the next. */
    private static final Pattern LINE_END_JS = Pattern.compile("(?<=[{;,(\\[])\\n");

    private Resources() {}

    /**
     * A file as it is.
     *
     * @param name from the root of the class path, {@code /asking/page.css}
     */
    static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String style(String name) {
        return AROUND_CSS
                .matcher(withoutComments(name).replace("\n", ""))
                .replaceAll(found -> Objects.requireNonNullElse(found.group(1), ""))
                .replace(";}", "}");
    }

    static String script(String name) {
        String squeezed = AROUND_JS.matcher(withoutComments(name)).replaceAll(Resources::kept);
        return LINE_END_JS.matcher(squeezed).replaceAll("");
    }

    private static String kept(MatchResult found) {
        return Matcher.quoteReplacement(Objects.requireNonNullElse(found.group(1), found.group()));
    }

    private static String withoutComments(String name) {
        return INDENT.matcher(COMMENT.matcher(read(name)).replaceAll("")).replaceAll("");
    }
}
