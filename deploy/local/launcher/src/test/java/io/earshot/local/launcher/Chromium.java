package io.earshot.local.launcher;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine's own Chromium: none is downloaded. */
final class Chromium {

    private static final String VARIABLE = "EARSHOT_CHROMIUM";
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private Chromium() {}

    /** The one that {@code EARSHOT_CHROMIUM} names, else the first on the path; fails where there is none, since a skipped proof is none. */
    static Path find() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + String.join(", ", NAMES)
                        + " on the PATH (expected:"
                        + " one of them, on Debian by apt-get install chromium, or the path of one in " + VARIABLE
                        + ")"));
    }
}
