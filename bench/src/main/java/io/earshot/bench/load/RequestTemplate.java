package io.earshot.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as bytes, made once; sending it again only writes new ids over the old ones. So the generator takes little of the processor that it
 * shares with what it measures. For one connection at a time: the bytes are written to again when the request was answered.
 */
public final class RequestTemplate {

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int[] ids;
    private final Ids numbers;
    private long first;

    private RequestTemplate(byte[] bytes, int[] ids, Ids numbers) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
        this.ids = ids;
        this.numbers = numbers;
    }

    /**
     * @param head request line and headers, without Content-Length
     * @param body in which every {@link Ids#PLACE} is to become an id
     */
    public static RequestTemplate of(List<String> head, String body, Ids numbers) {
        String text = String.join("\r\n", head) + "\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n";
        byte[] bytes = (text + body).getBytes(UTF_8);
        return new RequestTemplate(bytes, places(bytes), numbers);
    }

    private static int[] places(byte[] bytes) {
        // one char a byte, so that a position in the text is one in the bytes
        String text = new String(bytes, ISO_8859_1);
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(Ids.PLACE); at >= 0; at = text.indexOf(Ids.PLACE, at + 1)) {
            found.add(at);
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many items one request has. */
    int items() {
        return ids.length;
    }

    /** The request with ids that were never used before. */
    ByteBuffer next() {
        for (int i = 0; i < ids.length; i++) {
            long number = numbers.write(bytes, ids[i]);
            first = i == 0 ? number : first;
        }
        return buffer.clear();
    }

    /** The first id of the request that was last made, 0 if it has none. */
    long first() {
        return first;
    }
}
