package io.earshot.local.launcher;

import java.io.PrintStream;

/** What the user reads; one line at a time, from several threads. */
final class Screen {

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** About one part. */
    void say(String part, String what) {
        say("  %-16s %s".formatted(part, what));
    }
}
