package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** One HTTP/1.1 connection, kept alive, that hides nothing: no retry, no reconnect. Not for use by several threads. */
final class HttpSocket implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    /** @throws IOException if nobody listens */
    HttpSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param closes whether the service ends the connection with this answer */
    record Answer(int status, boolean closes, String retryAfter, String body) {}

    /** An answer had begun, and then the connection was gone. */
    static final class CutException extends IOException {

        private static final long serialVersionUID = 1L;

        CutException(String begun, IOException cause) {
            super("cut after: " + begun, cause);
        }
    }

    static String post(String path, String key, String json) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + json.getBytes(UTF_8).length + "\r\n\r\n"
                + json;
    }

    /** Writes requests, several for a pipeline. */
    void write(String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(UTF_8));
    }

    /**
     * The next answer.
     *
     * @throws CutException if it is broken off
     * @throws IOException if there is none
     */
    Answer read() throws IOException {
        StringBuilder begun = new StringBuilder();
        try {
            int status = Integer.parseInt(line(begun).split(" ")[1]);
            boolean closes = false;
            String retryAfter = "";
            int length = 0;
            for (String line = line(begun); !line.isEmpty(); line = line(begun)) {
                String[] header = line.split(": ", 2);
                switch (header[0].toLowerCase(Locale.ROOT)) {
                    case "content-length" -> length = Integer.parseInt(header[1]);
                    case "connection" -> closes = header[1].equalsIgnoreCase("close");
                    case "retry-after" -> retryAfter = header[1];
                    default -> {}
                }
            }
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("in the body");
            }
            return new Answer(status, closes, retryAfter, new String(body, UTF_8));
        } catch (IOException e) {
            throw begun.isEmpty() ? e : new CutException(begun.toString(), e);
        }
    }

    private String line(StringBuilder begun) throws IOException {
        int start = begun.length();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("in the head");
            }
            begun.append((char) next);
        }
        return begun.substring(start).strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // gone already
        }
    }
}
