package io.earshot.ingest.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the time in which a request comes in, one handler for each connection, behind the HTTP codec. A head that is not complete in time ends the
 * connection; a body that is not is refused with 408, which ends it, too, so that nothing trickles on. Where the answer was given before the body
 * came to its end, the connection is ended without a further word.
 *
 * <p>It costs next to nothing where a request comes in one piece, as nearly all do: a deadline is set only when the socket has been read empty and
 * the request is not complete.
 *
 * <p>All of it runs on the connection's event loop.
 */
final class SlowRequestHandler extends ChannelDuplexHandler {

    /** How long the answer of 408 may take before the connection is ended without it. */
    private static final long LAST_WORD_MILLIS = 1_000;

    private enum Phase {
        /** Between requests. */
        IDLE,
        /** Some bytes of a head are here. */
        HEAD,
        /** The head is here, the end of the body is not. */
        BODY
    }

    private final SlowSettings settings;
    private Phase phase = Phase.IDLE;
    private boolean bytesSeen;
    private boolean lifted;
    private boolean answered;
    private @Nullable Runnable refusal;
    private @Nullable Future<?> deadline;

    SlowRequestHandler(SlowSettings settings) {
        this.settings = settings;
    }

    /** Belongs in front of the codec: notices bytes that are no request yet. */
    ChannelHandler byteWatch() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                bytesSeen = true;
                ctx.fireChannelRead(message);
            }
        };
    }

    /** @param refuse is run if the body of the request that is being received does not come in time */
    void whenExpired(Runnable refuse) {
        if (phase == Phase.BODY) {
            refusal = refuse;
        }
    }

    /** Lets the body of the request that is being received take any time. */
    void lift() {
        if (phase == Phase.BODY) {
            lifted = true;
            cancelDeadline();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            cancelDeadline();
            phase = Phase.BODY;
            lifted = false;
            answered = false;
            refusal = null;
        }
        if (message instanceof LastHttpContent) {
            cancelDeadline();
            phase = Phase.IDLE;
            refusal = null;
            bytesSeen = false;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (phase == Phase.IDLE && bytesSeen) {
            phase = Phase.HEAD;
        }
        if (phase != Phase.IDLE && !lifted) {
            setDeadline(ctx);
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            answered = true;
            if (lifted) {
                lifted = false;
                setDeadline(ctx);
            }
        }
        ctx.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        phase = Phase.IDLE;
        refusal = null;
        ctx.fireChannelInactive();
    }

    /** 100 comes before the answer, in one piece. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void setDeadline(ChannelHandlerContext ctx) {
        if (deadline == null && phase != Phase.IDLE) {
            long millis = (phase == Phase.HEAD ? settings.head() : settings.body()).toMillis();
            deadline = ctx.executor().schedule(() -> expire(ctx), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void expire(ChannelHandlerContext ctx) {
        Runnable refuse = refusal;
        if (phase == Phase.BODY && !answered && refuse != null) {
            refusal = null;
            deadline = ctx.executor().schedule(() -> expire(ctx), LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
            refuse.run();
        } else {
            ctx.close();
        }
    }
}
