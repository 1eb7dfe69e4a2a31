package io.earshot.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.bench.load.Ids;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A CSV file of reviews that is made while it is read: nobody has to keep 2 GB of it. For one reader; how far it is may be asked by any. */
final class CsvFile extends InputStream {

    /** How an import reads it. */
    static final String QUERY = "kind==review&source==storefront&id=Id&idPrefix=bench-&rating=Stars&title=Title"
            + "&comment=Review+Text&product=Product&occurredAt=Date";

    private static final String HEADER = "Id,Stars,Title,Review Text,Product,Date,Helpful\n";
    private static final String[] WORDS =
            ("the parcel came late but it fits well and I would buy this again because colour size quality are"
                            + " as described although fabric feels thinner than expected so I kept my old one")
                    .split(" ");
    private static final int KINDS_OF_ROWS = 512;

    private final List<byte[]> kinds = new ArrayList<>(KINDS_OF_ROWS);
    private final Ids ids = new Ids();
    private final long mostRows;
    private final long mostBytes;
    private byte[] current = HEADER.getBytes(UTF_8);
    private int at;
    private volatile long made = current.length;
    private volatile long rows;

    private CsvFile(long mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
        Random random = new Random(1);
        for (int i = 0; i < KINDS_OF_ROWS; i++) {
            kinds.add(row(random).getBytes(UTF_8));
        }
    }

    static CsvFile ofRows(long rows) {
        return new CsvFile(rows, Long.MAX_VALUE);
    }

    /** Ends with the row in which it comes to this size. */
    static CsvFile ofBytes(long bytes) {
        return new CsvFile(Long.MAX_VALUE, bytes);
    }

    /** How many bytes were made so far. */
    long bytes() {
        return made;
    }

    private static String row(Random random) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 8 + random.nextInt(16); word++) {
            text.append(word == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return String.format(
                Locale.ROOT,
                "%s,%d,\"%s, %s\",\"%s\",sku-%d,2026-%02d-%02dT10:%02d:00Z,%d\n",
                Ids.PLACE,
                1 + random.nextInt(5),
                WORDS[random.nextInt(WORDS.length)],
                WORDS[random.nextInt(WORDS.length)],
                text,
                random.nextInt(1_000),
                1 + random.nextInt(10),
                1 + random.nextInt(28),
                random.nextInt(60),
                random.nextInt(10));
    }

    /** How many rows were read so far, without the header. */
    long rows() {
        return rows;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int done = 0;
        while (done < length && (at < current.length || nextRow())) {
            int count = Math.min(length - done, current.length - at);
            System.arraycopy(current, at, into, offset + done, count);
            at += count;
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private boolean nextRow() {
        long number = rows;
        if (number >= mostRows || made >= mostBytes) {
            return false;
        }
        current = kinds.get((int) (number % KINDS_OF_ROWS));
        ids.write(current, 0);
        at = 0;
        made = made + current.length;
        rows = number + 1;
        return true;
    }
}
