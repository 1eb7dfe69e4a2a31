package io.earshot.alerts.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are on the public internet. After the IANA registries of special-purpose addresses: whatever is not globally reachable is
 * not public, and an IPv6 address that stands for an IPv4 address (mapped, NAT64) is as public as that; tunnels (6to4, Teredo) are not.
 */
final class AddressRanges {

    private static final List<Range> NOT_PUBLIC_4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    // of Azure's hosts: it answers their guests only
                    "168.63.129.16/32",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(Range::parse)
            .toList();

    private static final Range GLOBAL_UNICAST_6 = Range.parse("2000::/3");
    private static final Range NAT64 = Range.parse("64:ff9b::/96");
    private static final Range MAPPED_4 = new Range(mappedPrefix(), 96);
    private static final List<Range> NOT_PUBLIC_6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Range::parse)
            .toList();

    private AddressRanges() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic4(bytes);
        }
        if (NAT64.contains(bytes) || MAPPED_4.contains(bytes)) {
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return GLOBAL_UNICAST_6.contains(bytes) && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        return NOT_PUBLIC_4.stream().noneMatch(range -> range.contains(bytes));
    }

    private static byte[] mappedPrefix() {
        byte[] prefix = new byte[16];
        prefix[10] = (byte) 0xff;
        prefix[11] = (byte) 0xff;
        return prefix;
    }

    private record Range(byte[] prefix, int bits) {

        static Range parse(String cidr) {
            int slash = cidr.indexOf('/');
            try {
                // literals only, so nothing is looked up
                return new Range(
                        InetAddress.getByName(cidr.substring(0, slash)).getAddress(),
                        Integer.parseInt(cidr.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit)) & 0xff;
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
