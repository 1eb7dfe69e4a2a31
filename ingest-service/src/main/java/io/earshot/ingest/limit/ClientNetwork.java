package io.earshot.ingest.limit;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a client is: an IPv4 address, or the /64 of an IPv6 address, since that is what one household or one server has to itself.
 *
 * @param wide whether it is of IPv6
 */
record ClientNetwork(long bits, boolean wide) {

    static final ClientNetwork NONE = new ClientNetwork(0, false);

    /**
     * Finds the client behind trusted proxies. Each of them adds the address it saw on the right of {@code X-Forwarded-For}; what stands further
     * left was sent by the client, which can write anything. Where the header has too few addresses, or no address at that place, the request did
     * not come through all proxies, and the connection's address stands for it.
     *
     * @param remote the other end of the connection, null if it is not known
     * @param forwarded the lines of {@code X-Forwarded-For}
     * @param proxies how many proxies are trusted
     */
    static ClientNetwork of(@Nullable InetSocketAddress remote, List<String> forwarded, int proxies) {
        byte[] address = proxies == 0 ? null : forwarded(forwarded, proxies);
        if (address == null) {
            InetAddress connection = remote == null ? null : remote.getAddress();
            address = connection == null ? null : connection.getAddress();
        }
        return address == null ? NONE : of(address);
    }

    private static byte @Nullable [] forwarded(List<String> lines, int proxies) {
        int left = proxies;
        for (int line = lines.size() - 1; line >= 0; line--) {
            String text = lines.get(line);
            int end = text.length();
            while (end >= 0) {
                int comma = text.lastIndexOf(',', end - 1);
                left--;
                if (left == 0) {
                    return parse(text.substring(comma + 1, end).strip());
                }
                end = comma;
            }
        }
        return null;
    }

    /** An address, also with a port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. Never asks a name server. */
    private static byte @Nullable [] parse(String text) {
        String address = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            address = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            address = text.substring(0, text.indexOf(':'));
        }
        return NetUtil.createByteArrayFromIpAddressString(address);
    }

    private static ClientNetwork of(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        if (address.length == 4) {
            return new ClientNetwork(bytes.getInt() & 0xFFFF_FFFFL, false);
        }
        boolean isMapped = bytes.getLong(0) == 0 && bytes.getInt(8) == 0xFFFF;
        return isMapped
                ? new ClientNetwork(bytes.getInt(12) & 0xFFFF_FFFFL, false)
                : new ClientNetwork(bytes.getLong(0), true);
    }
}
