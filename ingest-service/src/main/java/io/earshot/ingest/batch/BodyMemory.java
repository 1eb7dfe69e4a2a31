package io.earshot.ingest.batch;

import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what the bodies of all batches together hold, counted as it arrives: a slow client takes only what it has sent. */
final class BodyMemory {

    private final AtomicLong used = new AtomicLong();
    private final long most;

    BodyMemory(long mostBytes) {
        this.most = mostBytes;
    }

    Lease lease() {
        return new Lease();
    }

    long used() {
        return used.get();
    }

    /** What one request holds. Its client can leave, and close it, while another thread still makes room. */
    final class Lease implements AutoCloseable {

        private long held;
        private boolean closed;

        /** @throws ProblemException of status 503 if there is no room, or the request is over */
        synchronized void take(int bytes) {
            if (closed || used.addAndGet(bytes) > most) {
                if (!closed) {
                    used.addAndGet(-bytes);
                }
                throw new ProblemException(
                        Problem.unavailable("too many batches at once, nothing of this one was kept"));
            }
            held += bytes;
        }

        @Override
        public synchronized void close() {
            closed = true;
            used.addAndGet(-held);
            held = 0;
        }
    }
}
