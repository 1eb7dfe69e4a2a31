package io.earshot.local.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Asks a server the smallest question of its own protocol, without its client library. */
final class Probe {

    private static final int TIMEOUT_MILLIS = 2_000;
    /** Kafka's Metadata, version 1: no client id, no topics. */
    private static final byte[] METADATA_REQUEST = ByteBuffer.allocate(18)
            .putInt(14)
            .putShort((short) 3)
            .putShort((short) 1)
            .putInt(0)
            .putShort((short) -1)
            .putInt(0)
            .array();
    /** CQL's OPTIONS, protocol version 4, empty body; answered by SUPPORTED. */
    private static final byte[] OPTIONS_REQUEST = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};

    private static final int RESPONSE_V4 = 0x84;
    private static final int SUPPORTED = 0x06;

    private Probe() {}

    /** Whether a broker answers that knows at least one broker, itself: before, topics could not be made. */
    static boolean kafka(InetSocketAddress address) {
        return ask(address, METADATA_REQUEST, in -> {
            in.readInt();
            in.readInt();
            return in.readInt() > 0;
        });
    }

    static boolean cassandra(InetSocketAddress address) {
        return ask(address, OPTIONS_REQUEST, in -> {
            int version = in.readUnsignedByte();
            in.skipNBytes(3);
            return version == RESPONSE_V4 && in.readUnsignedByte() == SUPPORTED;
        });
    }

    private static boolean ask(InetSocketAddress address, byte[] request, Answer answer) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(address, TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            return answer.read(new DataInputStream(socket.getInputStream()));
        } catch (IOException e) {
            return false;
        }
    }

    private interface Answer {
        boolean read(DataInputStream in) throws IOException;
    }
}
