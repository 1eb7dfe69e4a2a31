package io.earshot.alerts.outbound;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    private static final int CONNECTIONS_TO_A_HOST = 500;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int LOOPS = 2;
    private static final int CONNECT_MILLIS = 5_000;

    @Bean(destroyMethod = "dispose")
    ConnectionProvider outboundConnections() {
        return ConnectionProvider.builder("outbound")
                .maxConnections(CONNECTIONS_TO_A_HOST)
                .pendingAcquireMaxCount(-1)
                .maxIdleTime(IDLE)
                .build();
    }

    @Bean(destroyMethod = "dispose")
    LoopResources outboundLoops() {
        return LoopResources.create("outbound", LOOPS, true);
    }

    @Bean
    OutboundGuard outboundGuard(OutboundProperties properties) {
        return new OutboundGuard(properties.allowed());
    }

    @Bean(destroyMethod = "close")
    GuardedResolver guardedResolver(OutboundGuard guard) {
        DnsNameResolverBuilder dns = new DnsNameResolverBuilder()
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class, true);
        return new GuardedResolver(new DnsAddressResolverGroup(dns), guard);
    }

    /** The client for every request to an address that a store chose. */
    @Bean
    HttpClient outboundClient(ConnectionProvider connections, LoopResources loops, GuardedResolver resolver) {
        return HttpClient.create(connections)
                // the resolver speaks to name servers by NIO, so native loops won't do
                .runOn(loops, false)
                .resolver(resolver)
                .followRedirect(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }
}
