package io.earshot.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

    private static final ClientNetwork CONNECTION = network("192.0.2.99");

    @Test
    void isTheConnectionsAddressWithoutAProxyWhateverTheHeaderSays() {
        assertThat(ClientNetwork.of(remote("192.0.2.99"), List.of("203.0.113.1"), 0))
                .isEqualTo(CONNECTION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1|1|203.0.113.1",
                "6.6.6.6, 203.0.113.1|1|203.0.113.1",
                "6.6.6.6,203.0.113.1,198.51.100.7|2|203.0.113.1",
                "6.6.6.6 , 203.0.113.1:4711|1|203.0.113.1",
                "6.6.6.6, ::ffff:203.0.113.1|1|203.0.113.1",
                "6.6.6.6, 2001:db8:1:2:3::4|1|2001:db8:1:2::",
                "6.6.6.6, [2001:db8:1:2:3::4]:4711|1|2001:db8:1:2::",
                "6.6.6.6, [2001:db8:1:2:3::4]|1|2001:db8:1:2::",
            })
    void isTheAddressThatTheOutermostTrustedProxySaw(String header, int proxies, String expected) {
        assertThat(ClientNetwork.of(remote("192.0.2.99"), List.of(header), proxies))
                .isEqualTo(network(expected));
    }

    @Test
    void takesSeveralLinesForOne() {
        List<String> lines = List.of("6.6.6.6", "203.0.113.1, 198.51.100.7", "198.51.100.8");

        assertThat(ClientNetwork.of(remote("192.0.2.99"), lines, 3)).isEqualTo(network("203.0.113.1"));
        assertThat(ClientNetwork.of(remote("192.0.2.99"), lines, 4)).isEqualTo(network("6.6.6.6"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1|2",
                "''|1",
                "6.6.6.6,|1",
                "unknown|1",
                "shop.example|1",
                "[2001:db8::|1",
                "1.2.3.4.5|1"
            })
    void isTheConnectionsAddressWhereTheHeaderHasNoneAtThatPlace(String header, int proxies) {
        assertThat(ClientNetwork.of(remote("192.0.2.99"), List.of(header), proxies))
                .isEqualTo(CONNECTION);
    }

    @Test
    void isOneForAllAddressesOfAnIpv6Network() {
        assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
        assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
        assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
    }

    private static ClientNetwork network(String address) {
        return ClientNetwork.of(remote(address), List.of(), 0);
    }

    private static InetSocketAddress remote(String address) {
        return new InetSocketAddress(address, 4711);
    }
}
