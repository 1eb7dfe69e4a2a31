package io.earshot.local.launcher;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/** An agent that fills the heap of the JVM it is loaded into ({@code fill}), or lets it go again (anything else). */
public final class Ballast {

    private static final int PIECE = 256 * 1024;
    /** Above the bound of the alert after every collection, and room enough to go on. */
    private static final double SHARE = 0.965;

    private static final List<byte[]> PIECES = new ArrayList<>();

    private Ballast() {}

    /** What the JVM calls. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (!"fill".equals(argument)) {
            PIECES.clear();
            return;
        }
        while (usedShare() < SHARE) {
            while (usedShare() < SHARE) {
                PIECES.add(new byte[PIECE]);
            }
            // what was garbage makes room for more
            System.gc();
        }
    }

    private static double usedShare() {
        Runtime runtime = Runtime.getRuntime();
        return (double) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
    }
}
