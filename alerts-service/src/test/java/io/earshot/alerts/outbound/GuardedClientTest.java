package io.earshot.alerts.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.sun.net.httpserver.HttpServer;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;

/** The guard at the moment of connecting, by a real client; the names are resolved as the machine does. */
class GuardedClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"})
    void connectsNowhereThatIsNotPublic(String host) {
        assertThatException()
                .isThrownBy(() -> status(host, Set.of()))
                .havingRootCause()
                .isInstanceOf(RefusedAddressException.class);
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void connectsToWhatIsAllowed(String host) {
        assertThat(status(host, Set.of("127.0.0.1"))).isEqualTo(200);
    }

    private int status(String host, Set<String> allowed) {
        GuardedResolver resolver =
                new GuardedResolver(DefaultAddressResolverGroup.INSTANCE, new OutboundGuard(allowed));
        Integer status = HttpClient.newConnection()
                .resolver(resolver)
                .post()
                .uri("http://" + host + ":" + server.getAddress().getPort() + "/")
                .response()
                .map(response -> response.status().code())
                .block(PATIENCE);
        return status == null ? 0 : status;
    }
}
