package io.earshot.ingest.publish;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what is between hand-over and acknowledgement: items, and the bytes of their records. Safe for use by several threads. */
final class InFlight {

    private final int mostItems;
    private final long mostBytes;
    private final AtomicInteger items = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(int mostItems, long mostBytes) {
        this.mostItems = mostItems;
        this.mostBytes = mostBytes;
    }

    /** Takes room for so many items, if there is. */
    boolean takeItems(int count) {
        boolean fits = items.addAndGet(count) <= mostItems;
        if (!fits) {
            items.addAndGet(-count);
        }
        return fits;
    }

    /** Takes room for so many bytes, if there is. */
    boolean takeBytes(long count) {
        boolean fits = bytes.addAndGet(count) <= mostBytes;
        if (!fits) {
            bytes.addAndGet(-count);
        }
        return fits;
    }

    /** Gives back what was taken. */
    void give(int itemCount, long byteCount) {
        items.addAndGet(-itemCount);
        bytes.addAndGet(-byteCount);
    }

    int items() {
        return items.get();
    }

    long bytes() {
        return bytes.get();
    }
}
