package io.earshot.ingest.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates gzip (RFC 1952), strictly: what is truncated, corrupt or followed by something else is an error, and members in a row are all read. The JDK's
 * own stream passes over what follows a member, and takes a source that has nothing at hand for the end, which would lose the rest of a file
 * silently; that of Commons Compress keeps the header's file name in memory, however long a client makes it. Reads nothing before it is asked to.
 * Not for use by several threads.
 */
public final class Gunzip extends InputStream {

    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKED = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream source;
    private final byte[] buffer = new byte[8192];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int position;
    private int limit;
    private int members;
    private boolean inMember;
    private boolean ended;

    public Gunzip(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                if (!inMember) {
                    begin();
                } else if (inflater.finished()) {
                    end();
                } else {
                    int count = inflater.inflate(into, offset, length);
                    if (count > 0) {
                        checksum.update(into, offset, count);
                        return count;
                    }
                    feed();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new ZipException("corrupt gzip");
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        source.close();
    }

    private void feed() throws IOException {
        if (inflater.needsDictionary()) {
            throw new ZipException("corrupt gzip");
        }
        if (inflater.needsInput()) {
            if (!fill()) {
                throw truncated();
            }
            inflater.setInput(buffer, 0, limit);
        }
    }

    private void begin() throws IOException {
        int first = next();
        if (first < 0 && members > 0) {
            ended = true;
            return;
        }
        if (first != MAGIC_1 || required() != MAGIC_2 || required() != DEFLATE) {
            throw new ZipException(
                    first < 0 ? "nothing" : members == 0 ? "no gzip header" : "something else behind the end");
        }
        int flags = required();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(required() | required() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKED) != 0) {
            skip(2);
        }
        members++;
        inMember = true;
        checksum.reset();
        inflater.reset();
        inflater.setInput(buffer, position, limit - position);
    }

    private void end() throws IOException {
        position = limit - inflater.getRemaining();
        if (requiredInt() != (int) checksum.getValue() || requiredInt() != (int) inflater.getBytesWritten()) {
            throw new ZipException("corrupt gzip");
        }
        inMember = false;
    }

    private int requiredInt() throws IOException {
        return required() | required() << 8 | required() << 16 | required() << 24;
    }

    private void skipText() throws IOException {
        int character = required();
        while (character != 0) {
            character = required();
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            required();
        }
    }

    private int required() throws IOException {
        int value = next();
        if (value < 0) {
            throw truncated();
        }
        return value;
    }

    private int next() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, source.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    private static EOFException truncated() {
        return new EOFException("truncated gzip");
    }
}
