package io.earshot.ingest.http;

import io.netty.channel.ChannelPipeline;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
class SlowConfiguration {

    @Bean
    static NettyServerCustomizer slowRequests(SlowSettings settings) {
        return server -> server.doOnChannelInit((observer, channel, remote) -> watch(channel.pipeline(), settings));
    }

    /** HTTP/2, which is off unless someone turns it on, has no such codec in its pipeline. */
    private static void watch(ChannelPipeline pipeline, SlowSettings settings) {
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            SlowRequestHandler handler = new SlowRequestHandler(settings);
            pipeline.addBefore(NettyPipeline.HttpCodec, "earshot.bytes", handler.byteWatch());
            pipeline.addAfter(NettyPipeline.HttpCodec, "earshot.slow", handler);
        }
    }
}
