package io.earshot.local.launcher;

import io.earshot.local.servers.ServerStartException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** What {@code deploy/local/up} runs once everything is built; its arguments are those of the script. */
public final class Main {

    /** The folder that holds data, logs, keys and process ids. */
    static final String DIRECTORY = "earshot.directory";

    private Main() {}

    public static void main(String[] args) {
        try {
            Home home = new Home(
                    Path.of(Optional.ofNullable(System.getProperty(DIRECTORY)).orElse(".earshot")));
            new Launcher(home, new Screen(System.out), Clock.systemUTC()).run(Arguments.parse(args));
        } catch (ServerStartException e) {
            fail(e.getMessage());
        } catch (UncheckedIOException e) {
            fail(e.getCause().toString());
        }
    }

    /** Ends the JVM, and with it, by the launcher's hook, all that was started. */
    private static void fail(String why) {
        System.err.println("deploy/local/up: " + why);
        System.exit(1);
    }
}
