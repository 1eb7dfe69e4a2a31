package io.earshot.ingest.http;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * Gathers the buffers of a body into one array. Does in one step what a chain of operators would do in six: single posts are small and many.
 * Everything but {@link #fail} and disposal comes from the connection's event loop.
 */
final class BodyCollector extends BaseSubscriber<DataBuffer> {

    private final MonoSink<byte[]> sink;
    private final int mostBytes;
    private final IntConsumer arriving;
    private byte[] bytes;
    private int size;

    /**
     * @param expected the length that the client told, negative if it did not
     * @param mostBytes a longer body is refused
     * @param arriving is told how many bytes came, each time some came; may refuse them with a {@link ProblemException}
     */
    BodyCollector(MonoSink<byte[]> sink, long expected, int mostBytes, IntConsumer arriving) {
        this.sink = sink;
        this.mostBytes = mostBytes;
        this.arriving = arriving;
        // a large body is believed when it is there, so that claiming one takes little memory
        this.bytes = new byte[(int) Math.min(Math.max(expected, 0), 2 * 1024)];
    }

    @Override
    public Context currentContext() {
        return Context.of(sink.contextView());
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    protected void hookOnNext(DataBuffer buffer) {
        try {
            int count = buffer.readableByteCount();
            if (count > mostBytes - size) {
                throw Body.tooLarge(mostBytes);
            }
            arriving.accept(count);
            if (count > bytes.length - size) {
                bytes = Arrays.copyOf(bytes, Math.max(size + count, Math.min(mostBytes, 2 * bytes.length)));
            }
            buffer.read(bytes, size, count);
            size += count;
        } catch (ProblemException e) {
            fail(e);
        } finally {
            DataBufferUtils.release(buffer);
        }
    }

    @Override
    protected void hookOnComplete() {
        sink.success(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    }

    @Override
    protected void hookOnError(Throwable error) {
        sink.error(error);
    }

    /** Ends it with this problem; what comes after is dropped. */
    void fail(ProblemException problem) {
        cancel();
        sink.error(problem);
    }
}
