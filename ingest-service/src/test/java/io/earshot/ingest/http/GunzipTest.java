package io.earshot.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 1_000_000})
    void inflatesWhatTheJdkDeflates(int size) throws IOException {
        byte[] plain = new byte[size];
        new Random(size).nextBytes(plain);

        assertThat(inflate(gzip(plain))).isEqualTo(plain);
    }

    @Test
    void readsMembersInARowThroughASourceThatGivesOneByteAtATime() throws IOException {
        byte[] two = concat(gzip("first ".getBytes(UTF_8)), gzip("second".getBytes(UTF_8)));
        InputStream trickle = new ByteArrayInputStream(two) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };

        assertThat(new Gunzip(trickle).readAllBytes()).asString(UTF_8).isEqualTo("first second");
    }

    @Test
    void readsAHeaderWithAllItsParts() throws IOException {
        byte[] plain = gzip("x".getBytes(UTF_8));
        byte[] header =
                HexFormat.of().parseHex("1f8b081e00000000000302006162" + "6e616d6500" + "776879" + "00" + "0000");

        assertThat(inflate(concat(header, Arrays.copyOfRange(plain, 10, plain.length))))
                .asString(UTF_8)
                .isEqualTo("x");
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = gzip("some text, some text".getBytes(UTF_8));
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatIOException().as("%d bytes", length).isThrownBy(() -> inflate(part));
        }
    }

    @Test
    void refusesACorruptChecksumAndLength() throws IOException {
        byte[] whole = gzip("some text, some text".getBytes(UTF_8));
        for (int i = 1; i <= 8; i++) {
            byte[] bad = whole.clone();
            bad[whole.length - i] ^= 1;
            assertThatIOException().isThrownBy(() -> inflate(bad)).withMessage("corrupt gzip");
        }
    }

    @Test
    void refusesWhatIsNoGzipAndWhatFollowsIt() throws IOException {
        byte[] whole = gzip("x".getBytes(UTF_8));

        assertThatIOException().isThrownBy(() -> inflate(new byte[0])).withMessage("nothing");
        assertThatIOException().isThrownBy(() -> inflate("{}".getBytes(UTF_8))).withMessage("no gzip header");
        assertThatIOException()
                .isThrownBy(() -> inflate(concat(whole, new byte[] {0})))
                .withMessage("something else behind the end");
        assertThatIOException()
                .isThrownBy(() -> inflate(concat(whole, new byte[] {0x1f})))
                .withMessage("truncated gzip");
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] inflate(byte[] body) throws IOException {
        try (Gunzip gunzip = new Gunzip(new ByteArrayInputStream(body))) {
            return gunzip.readAllBytes();
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
