package io.earshot.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request on its way. */
final class Connection implements AutoCloseable {

    /** A batch of which every item is refused is answered with as many problems. */
    private static final int MOST_ANSWER_BYTES = 128 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final RequestTemplate requests;
    private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_ANSWER_BYTES);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long since;

    Connection(InetSocketAddress server, Selector selector, RequestTemplate requests) throws IOException {
        this.requests = requests;
        this.channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends the next request. @param nanoTime when it was due, for {@link #since()} */
    void send(long nanoTime) throws IOException {
        since = nanoTime;
        out = requests.next();
        write();
    }

    /** When the request that was last sent was due. */
    long since() {
        return since;
    }

    /** The first id of the request that was last sent. */
    long first() {
        return requests.first();
    }

    int items() {
        return requests.items();
    }

    /** Reads and writes what can be; the status if the request on its way is answered now, else {@link AnswerReader#UNFINISHED}. */
    int progress() throws IOException {
        if (out.hasRemaining()) {
            write();
        }
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection");
        }
        return AnswerReader.read(in);
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
