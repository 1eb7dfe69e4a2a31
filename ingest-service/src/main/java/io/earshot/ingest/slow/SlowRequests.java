package io.earshot.ingest.slow;

import io.netty.channel.Channel;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/** What a route may say about the time in which its requests come in. */
public final class SlowRequests {

    private SlowRequests() {}

    /** Lets the body of this request take any time: it is a stream, whose reader watches over it. */
    public static void allow(ServerHttpRequest request) {
        if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest http) {
            http.withConnection(connection -> {
                Channel channel = connection.channel();
                SlowRequestHandler handler = channel.pipeline().get(SlowRequestHandler.class);
                if (handler != null && channel.eventLoop().inEventLoop()) {
                    handler.lift();
                } else if (handler != null) {
                    channel.eventLoop().execute(handler::lift);
                }
            });
        }
    }
}
