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

    /** What one request holds. */
    final class Lease implements AutoCloseable {

        private final AtomicLong held = new AtomicLong();

        /** @throws ProblemException of status 503 if there is no room */
        void take(int bytes) {
            held.addAndGet(bytes);
            if (used.addAndGet(bytes) > most) {
                throw new ProblemException(
                        Problem.unavailable("too many batches at once, nothing of this one was kept"));
            }
        }

        @Override
        public void close() {
            used.addAndGet(-held.getAndSet(0));
        }
    }
}
