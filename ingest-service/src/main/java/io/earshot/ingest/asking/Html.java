package io.earshot.ingest.asking;

import java.util.Objects;
import org.springframework.web.util.HtmlUtils;

/** A page while it is being written: text and values are escaped on their way in, so that none can become markup. */
final class Html {

    private final StringBuilder html = new StringBuilder("<!doctype html>\n");

    /**
     * Opens an element.
     *
     * @param attributes names and values by turns
     */
    Html open(String name, String... attributes) {
        html.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        html.append('>');
        return this;
    }

    /** An attribute without a value for the element that was just opened. */
    Html flag(String name, boolean isSet) {
        if (isSet) {
            html.insert(html.length() - 1, ' ' + name);
        }
        return this;
    }

    Html text(String text) {
        html.append(escaped(text));
        return this;
    }

    Html close(String... names) {
        for (String name : names) {
            html.append("</").append(name).append('>');
        }
        html.append('\n');
        return this;
    }

    /** A whole element with text in it. */
    Html element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close(name);
    }

    @Override
    public String toString() {
        return html.toString();
    }

    private static String escaped(String text) {
        return Objects.requireNonNull(HtmlUtils.htmlEscape(text, "UTF-8"));
    }
}
