package io.earshot.ingest.drain;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import reactor.netty.channel.ChannelOperations;

/** The clients' connections. While they are drained, each one closes after its next answer, and says so in it. */
@Sharable
final class Connections extends ChannelOutboundHandlerAdapter {

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean draining;

    void add(Channel channel) {
        channels.add(channel);
        // nearer to the handlers of requests than what decides by the header whether to keep the connection
        channel.pipeline().addLast(this);
    }

    /** Lets each connection end with its next answer. */
    void drain() {
        draining = true;
    }

    /** Closes the connections that carry no request, looked at where requests come in: none can come between the look and the closing. */
    void closeIdle() {
        channels.forEach(channel -> channel.eventLoop().execute(() -> {
            if (ChannelOperations.get(channel) == null) {
                channel.close();
            }
        }));
    }

    int open() {
        return channels.size();
    }

    /** Closes all, whatever they carry. */
    void closeAll() {
        channels.close();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (draining && message instanceof HttpResponse response && isFinal(response)) {
            HttpUtil.setKeepAlive(response, false);
        }
        context.write(message, promise);
    }

    private static boolean isFinal(HttpResponse response) {
        return response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
    }
}
