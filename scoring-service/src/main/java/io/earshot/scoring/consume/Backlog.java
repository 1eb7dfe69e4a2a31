package io.earshot.scoring.consume;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether this instance has so much of the log to catch up with that freshness is of no use to anybody: then what else wants the processors
 * and Cassandra takes its time, and rows are written less often. It changes when things are done, never what comes of them.
 */
public final class Backlog {

    /** So many records take some tenths of a second to fold; behind by less, scores are as good as of now. */
    static final long MUCH = 20_000;

    /** How much slower everything else goes meanwhile. */
    public static final int SLOWER = 10;

    private final Map<Object, Long> behind = new ConcurrentHashMap<>();

    /** Remembers how many records a reader knows of and has not fetched. */
    void tell(Object reader, long records) {
        behind.put(reader, records);
    }

    void forget(Object reader) {
        behind.remove(reader);
    }

    /** Whether all readers together are far behind. */
    public boolean isLarge() {
        return behind.values().stream().mapToLong(Long::longValue).sum() > MUCH;
    }
}
