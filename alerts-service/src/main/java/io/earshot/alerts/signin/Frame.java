package io.earshot.alerts.signin;

import io.earshot.alerts.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What the frame of every page shows, to be found by templates as {@code frame}. {@code templates/frame.html} says how a page puts itself into it.
 *
 * @param caller who is signed in; null on pages that are open to all
 * @param boardUrl where the score board is; empty if nobody said so
 */
public record Frame(@Nullable Caller caller, String boardUrl, WebJars webJars) {

    /** The request attribute that holds the frame; templates see request attributes by their names. */
    public static final String ATTRIBUTE = "frame";

    /**
     * The path of a library's file, with the version in it.
     *
     * @param library such as {@code htmx.org}
     * @param file within the library, such as {@code dist/htmx.min.js}
     */
    public String webJar(String library, String file) {
        return webJars.path(library, file);
    }
}
