package io.earshot.ingest.http;

import io.netty.channel.Channel;
import java.util.function.Consumer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/** What a route may say about the time in which its requests come in. */
public final class SlowRequests {

    private SlowRequests() {}

    /** Lets the body of this request take any time: it is a stream, whose reader watches over it. */
    public static void allow(ServerHttpRequest request) {
        with(request, SlowRequestHandler::lift);
    }

    /** Runs something, once, on the connection's event loop, if the body of this request does not come in time. */
    static void whenExpired(ServerHttpRequest request, Runnable refuse) {
        with(request, handler -> handler.whenExpired(refuse));
    }

    private static void with(ServerHttpRequest request, Consumer<SlowRequestHandler> action) {
        if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest http) {
            http.withConnection(connection -> {
                Channel channel = connection.channel();
                SlowRequestHandler handler = channel.pipeline().get(SlowRequestHandler.class);
                if (handler != null && channel.eventLoop().inEventLoop()) {
                    action.accept(handler);
                } else if (handler != null) {
                    channel.eventLoop().execute(() -> action.accept(handler));
                }
            });
        }
    }
}
