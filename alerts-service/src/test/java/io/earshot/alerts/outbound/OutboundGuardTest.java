package io.earshot.alerts.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {

    private final OutboundGuard guard = new OutboundGuard(Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2001::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNotOnThePublicInternet(String address) throws UnknownHostException {
        assertThat(guard.refusal("hooks.example.com", InetAddress.getByName(address)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "168.63.129.17",
                "172.15.255.255",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111",
                "64:ff9b::808:808"
            })
    void allowsWhatIs(String address) throws UnknownHostException {
        assertThat(guard.refusal("hooks.example.com", InetAddress.getByName(address)))
                .isEmpty();
    }

    @Test
    void allowsWhatIsAllowedByNameOrAddressOnly() throws UnknownHostException {
        OutboundGuard local = new OutboundGuard(Set.of("127.0.0.1", "::1", "hooks.internal"));

        assertThat(local.refusal("anything.example", InetAddress.getByName("127.0.0.1")))
                .isEmpty();
        assertThat(local.refusal("[::1]", InetAddress.getByName("::1"))).isEmpty();
        assertThat(local.refusal("Hooks.Internal", InetAddress.getByName("10.0.0.7")))
                .isEmpty();
        assertThat(local.refusal("other.internal", InetAddress.getByName("10.0.0.7")))
                .isPresent();
        assertThat(local.refusal("localhost", InetAddress.getByName("127.0.0.2")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "http:///path",
                "https://user:pass@hooks.example.com/",
                "https://hooks.example.com/#part",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:65536/",
                "http://169.254.169.254/latest",
                "http://[::ffff:127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://127.1/",
                "http://0177.0.0.1/",
                "http://2130706433/",
                "http://0x7f000001/"
            })
    void findsTheFaultOfAUrl(String url) {
        assertThat(guard.fault(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hooks.example.com/earshot?x=1", "http://hooks.example.com:8080", "https://8.8.8.8/"})
    void findsNoneInAGoodUrl(String url) {
        assertThat(guard.fault(url)).isEmpty();
    }
}
