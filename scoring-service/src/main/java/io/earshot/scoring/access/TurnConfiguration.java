package io.earshot.scoring.access;

import io.netty.channel.EventLoop;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * Handles a request in a turn of its own of the event loop, not from within the reading of its head.
 *
 * <p>Reactor Netty 1.3.7 takes a request that came while the one before was being answered out of a queue, head first. An answer at once, a refusal
 * say, ends the request while its body still stands in that queue; the queue is then found empty, and nobody asks the connection for more: the
 * client's next request is never read. Handled a turn later, the request has its body. It takes no pipelining to get there: an answer that
 * another thread writes is out before the event loop knows of its end.
 */
@Configuration(proxyBeanMethods = false)
class TurnConfiguration {

    @Bean
    static NettyServerCustomizer handledInTurn() {
        return server -> server.mapHandle(TurnConfiguration::later);
    }

    private static Mono<Void> later(Mono<Void> handling, Connection connection) {
        EventLoop loop = connection.channel().eventLoop();
        return Mono.from(client -> loop.execute(() -> handling.subscribe(client)));
    }
}
