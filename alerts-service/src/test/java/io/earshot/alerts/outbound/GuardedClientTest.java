package io.earshot.alerts.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.sun.net.httpserver.HttpServer;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** The guard at the moment of connecting, by the client that sends webhooks; only the names are made up where a test says so. */
class GuardedClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OutboundConfiguration configuration = new OutboundConfiguration();
    private final ConnectionProvider connections = ConnectionProvider.newConnection();
    private final LoopResources loops = LoopResources.create("test", 1, true);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            boolean isRedirect = exchange.getRequestURI().getPath().equals("/redirect");
            if (isRedirect) {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
            }
            exchange.sendResponseHeaders(isRedirect ? 307 : 200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        loops.dispose();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "127.1",
                "127.0.1",
                "2130706433",
                "0177.0.0.1",
                "017700000001",
                "0x7f000001",
                "0x7f.0.0.1",
                "0.0.0.0",
                "0",
                "169.254.169.254",
                "10.0.0.1",
                "192.168.0.1",
                "[::]",
                "[::1]",
                "[::127.0.0.1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[64:ff9b::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::7f00:1]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "[fd00::1]"
            })
    void connectsNowhereThatIsNotPublic(String host) {
        assertThatException()
                .isThrownBy(() -> status(host, "/", DefaultAddressResolverGroup.INSTANCE, Set.of()))
                .havingRootCause()
                .isInstanceOfAny(RefusedAddressException.class, UnknownHostException.class);
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void connectsToWhatIsAllowed(String host) {
        assertThat(status(host, "/", DefaultAddressResolverGroup.INSTANCE, Set.of("127.0.0.1")))
                .isEqualTo(200);
    }

    /** The first address stands for a public one: it is allowed. */
    @Test
    void refusesANameThatResolvesToLoopbackAtTheSecondLookUp() throws UnknownHostException {
        Names names = new Names(List.of("127.0.0.1"), List.of("127.0.0.2"));
        Set<String> allowed = Set.of("127.0.0.1");

        assertThat(status("rebinding.example", "/", names, allowed)).isEqualTo(200);
        assertThatException()
                .isThrownBy(() -> status("rebinding.example", "/", names, allowed))
                .havingRootCause()
                .isInstanceOf(RefusedAddressException.class);

        assertThat(requests).hasValue(1);
        assertThat(names.answers).isEmpty();
    }

    @Test
    void looksANameUpOnceForWhatItChecksAndConnectsTo() throws UnknownHostException {
        Names names = new Names(List.of("127.0.0.2", "10.0.0.1", "127.0.0.1"), List.of("127.0.0.2"));

        assertThat(status("mixed.example", "/", names, Set.of("127.0.0.1"))).isEqualTo(200);

        assertThat(names.answers).hasSize(1);
    }

    @Test
    void followsNoRedirectToTheMetadataAddress() {
        assertThat(status("127.0.0.1", "/redirect", DefaultAddressResolverGroup.INSTANCE, Set.of("127.0.0.1")))
                .isEqualTo(307);
        assertThat(requests).hasValue(1);
    }

    private int status(String host, String path, AddressResolverGroup<InetSocketAddress> names, Set<String> allowed) {
        GuardedResolver resolver = new GuardedResolver(names, new OutboundGuard(allowed));
        Integer status = configuration
                .outboundClient(connections, loops, resolver)
                .post()
                .uri("http://" + host + ":" + server.getAddress().getPort() + path)
                .response()
                .map(response -> response.status().code())
                .block(PATIENCE);
        return status == null ? 0 : status;
    }

    /** Answers look-ups one after the other. */
    private static final class Names extends AddressResolverGroup<InetSocketAddress> {

        final Queue<List<InetAddress>> answers = new ArrayDeque<>();

        @SafeVarargs
        Names(List<String>... answers) throws UnknownHostException {
            for (List<String> answer : answers) {
                InetAddress[] addresses = new InetAddress[answer.size()];
                for (int i = 0; i < addresses.length; i++) {
                    addresses[i] = InetAddress.getByName(answer.get(i));
                }
                this.answers.add(List.of(addresses));
            }
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) {
                    promise.setSuccess(answers.remove().get(0));
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                    promise.setSuccess(answers.remove());
                }
            }.asAddressResolver();
        }
    }
}
