package io.earshot.ingest.csvimport;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * A request's body as a stream for one blocking reader. Asks for a few buffers ahead and for the next only when one is used up, so that memory
 * stays constant and a slow reader slows the client down. A client that sends nothing while it is waited for is given up; Spring's own adapter
 * would wait for it for ever, and a time-out on the flux would also count the time in which nothing was asked for.
 */
final class BodyInput extends InputStream {

    private static final int AHEAD = 8;

    /** Something that came: a buffer, or the end with or without an error. */
    private record Part(
            @Nullable DataBuffer buffer, @Nullable Throwable error) {}

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Receiver receiver = new Receiver();
    private final Duration idle;
    private @Nullable DataBuffer current;
    private boolean ended;
    private volatile boolean closed;

    BodyInput(Flux<DataBuffer> body, Duration idle) {
        this.idle = idle;
        body.subscribe(receiver);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        DataBuffer buffer = current;
        while (buffer == null || buffer.readableByteCount() == 0) {
            release(buffer);
            buffer = next();
            current = buffer;
            if (buffer == null) {
                return -1;
            }
        }
        int count = Math.min(length, buffer.readableByteCount());
        buffer.read(into, offset, count);
        return count;
    }

    private @Nullable DataBuffer next() throws IOException {
        if (ended) {
            return null;
        }
        Part part = await();
        if (part.buffer() != null) {
            receiver.request(1);
            return part.buffer();
        }
        ended = true;
        if (part.error() != null) {
            throw new IOException("the body broke off", part.error());
        }
        return null;
    }

    private Part await() throws IOException {
        try {
            Part part = closed ? null : parts.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
            if (part == null) {
                throw new IOException(closed ? "closed" : "the client sent nothing for " + idle.toSeconds() + " s");
            }
            return part;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends the stream for its reader; may be called by any thread. What was not read yet is left to the server to discard. */
    void breakOff() {
        closed = true;
        receiver.cancel();
        parts.add(new Part(null, new IOException("closed")));
    }

    /** Gives all buffers back; to be called by the reader. */
    @Override
    public void close() {
        closed = true;
        receiver.cancel();
        release(current);
        current = null;
        receiver.discard();
    }

    private static void release(@Nullable DataBuffer buffer) {
        if (buffer != null) {
            DataBufferUtils.release(buffer);
        }
    }

    private final class Receiver extends BaseSubscriber<DataBuffer> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(AHEAD);
        }

        @Override
        protected void hookOnNext(DataBuffer buffer) {
            parts.add(new Part(buffer, null));
            if (closed) {
                discard();
            }
        }

        @Override
        protected void hookOnComplete() {
            parts.add(new Part(null, null));
        }

        @Override
        protected void hookOnError(Throwable error) {
            parts.add(new Part(null, error));
        }

        /** Each part is taken out of the queue by one thread alone, so none is given back twice. */
        void discard() {
            for (Part part = parts.poll(); part != null; part = parts.poll()) {
                release(part.buffer());
            }
        }
    }
}
