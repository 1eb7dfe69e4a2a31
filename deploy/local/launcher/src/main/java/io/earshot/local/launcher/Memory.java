package io.earshot.local.launcher;

import com.sun.management.OperatingSystemMXBean;
import io.earshot.local.servers.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether all parts fit into the memory that is left. In MiB. */
final class Memory {

    static final String VARIABLE = "EARSHOT_LOCAL_MEMORY_MIB";
    private static final long DEFAULT_NEEDED = 3 * 1024L;
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";

    private Memory() {}

    /** @throws ServerStartException if less is available than needed */
    static void check() {
        check(needed(System.getenv()), available());
    }

    static void check(long needed, long available) {
        if (available < needed) {
            throw new ServerStartException("Too little memory: " + available + " MiB are available, " + needed
                    + " MiB are needed (" + VARIABLE + " changes what is asked for)");
        }
    }

    static long needed(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, Long.toString(DEFAULT_NEEDED));
        if (!text.matches("\\d{1,9}")) {
            throw new ServerStartException(VARIABLE + ": " + text + " (expected: a number of MiB)");
        }
        return Long.parseLong(text);
    }

    /** In the {@code meminfo} of Linux, which counts what the caches would give back. */
    static long availableIn(List<String> meminfo) {
        return meminfo.stream()
                .filter(line -> line.startsWith(AVAILABLE))
                .map(line ->
                        line.substring(AVAILABLE.length()).replace("kB", "").strip())
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) / 1024)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** At most the limit of the container; where the system does not tell what is available, all there is. */
    private static long available() {
        long total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
        if (!Files.isReadable(MEMINFO)) {
            return total;
        }
        try {
            return Math.min(total, availableIn(Files.readAllLines(MEMINFO)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
