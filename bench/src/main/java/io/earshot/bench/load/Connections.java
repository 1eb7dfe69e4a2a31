package io.earshot.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** All connections of a load, served by the calling thread alone. */
final class Connections implements AutoCloseable {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int PARTLY_ACCEPTED = 207;
    private static final int UNAVAILABLE = 503;

    interface Answered {
        /** @param accepted whether with 200 or 202 */
        void answered(Connection connection, boolean accepted) throws IOException;
    }

    private final Selector selector;
    private final List<Connection> all = new ArrayList<>();

    private Connections(Selector selector) {
        this.selector = selector;
    }

    /** One connection for each of the requests. */
    static Connections open(InetSocketAddress server, List<RequestTemplate> requests) throws IOException {
        Connections connections = new Connections(Selector.open());
        for (RequestTemplate template : requests) {
            connections.all.add(new Connection(server, connections.selector, template));
        }
        return connections;
    }

    List<Connection> all() {
        return all;
    }

    /** Waits for an answer, for this time at most, and tells of all that came. */
    void await(long millis, Answered answered) throws IOException {
        selector.select(millis);
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            int status = connection.progress();
            switch (status) {
                case AnswerReader.UNFINISHED -> {}
                case OK, ACCEPTED -> answered.answered(connection, true);
                case PARTLY_ACCEPTED, UNAVAILABLE -> answered.answered(connection, false);
                default ->
                    throw new IllegalStateException("status " + status + " (expected: 200 or 202, or 503 at worst)");
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : all) {
            connection.close();
        }
        selector.close();
    }
}
