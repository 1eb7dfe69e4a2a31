package io.earshot.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Locale;

/** Finds the end of an HTTP/1.1 answer that has a Content-Length, and its status. */
final class AnswerReader {

    /** What {@link #read} says of an answer that has not come to its end. */
    static final int UNFINISHED = -1;

    private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private AnswerReader() {}

    /**
     * The status of the answer that begins at 0 and of which {@code in} holds the bytes up to its position; takes it out of the buffer.
     *
     * @throws IllegalStateException if it is no such answer
     */
    static int read(ByteBuffer in) {
        int body = bodyAt(in);
        if (body < 0) {
            return UNFINISHED;
        }
        int end = body + length(in, body);
        if (in.position() < end) {
            return UNFINISHED;
        }
        int status = number(in, STATUS_AT);
        in.flip().position(end);
        in.compact();
        return status;
    }

    private static int bodyAt(ByteBuffer in) {
        for (int i = STATUS_AT; i + 3 < in.position(); i++) {
            if (in.get(i) == '\r' && in.get(i + 2) == '\r' && in.get(i + 1) == '\n' && in.get(i + 3) == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static int length(ByteBuffer in, int body) {
        for (int i = STATUS_AT; i < body - LENGTH.length; i++) {
            if (in.get(i) == '\n' && isLength(in, i + 1)) {
                int at = i + 1 + LENGTH.length;
                return number(in, in.get(at) == ' ' ? at + 1 : at);
            }
        }
        byte[] head = new byte[body];
        in.get(0, head);
        throw new IllegalStateException(
                String.format(Locale.ROOT, "an answer without Content-Length: %s", new String(head, US_ASCII)));
    }

    private static boolean isLength(ByteBuffer in, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            // the bit that makes letters small leaves '-' and ':' as they are
            if ((in.get(at + i) | 0x20) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuffer in, int at) {
        int number = 0;
        for (int i = at; in.get(i) >= '0' && in.get(i) <= '9'; i++) {
            number = number * 10 + in.get(i) - '0';
        }
        return number;
    }
}
