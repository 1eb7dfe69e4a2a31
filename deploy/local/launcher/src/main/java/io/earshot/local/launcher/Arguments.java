package io.earshot.local.launcher;

import io.earshot.local.servers.ServerStartException;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What the user asked for.
 *
 * @param demo open a small shop, and play its week once all is ready
 * @param fresh remove data, logs and keys of earlier starts first
 * @param portOffset added to every port, 0 to 50,000
 */
record Arguments(boolean demo, boolean fresh, int portOffset) {

    private static final int MAX_OFFSET = 50_000;

    /** @throws ServerStartException naming what is not understood */
    static Arguments parse(String... args) {
        boolean demo = false;
        boolean fresh = false;
        int portOffset = 0;
        for (Iterator<String> rest = Arrays.asList(args).iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--demo" -> demo = true;
                case "--fresh" -> fresh = true;
                case "--port-offset" -> portOffset = portOffset(rest.hasNext() ? rest.next() : "nothing");
                default -> throw new ServerStartException(argument + " is not an option, see deploy/local/up --help");
            }
        }
        return new Arguments(demo, fresh, portOffset);
    }

    private static int portOffset(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_OFFSET) {
            return Integer.parseInt(text);
        }
        throw new ServerStartException("--port-offset: " + text + " (expected: 0 to " + MAX_OFFSET + ")");
    }
}
