package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Bodies made of the golden examples by chance: the same seed and number give the same body. */
final class MutatedBodies {

    /**
     * What is posted.
     *
     * @param path where
     * @param type its content type
     */
    record Body(String path, String type, byte[] bytes) {

        boolean isBatch() {
            return path.endsWith("/batch");
        }

        boolean isLines() {
            return type.equals(NDJSON);
        }
    }

    /** What a mutation makes of an item; bytes, since not all of them leave text. */
    private interface Mutation {
        byte[] of(byte[] item, Random random);
    }

    private static final String NDJSON = "application/x-ndjson";
    private static final String[] OTHER_TYPES = {
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/json; charset=utf-16",
        "text/xml",
        "a/b/c;=",
        "*/*",
        "application/json;charset=\"\""
    };

    private static final List<String> EXAMPLES = Stream.of(
                    "survey-nps", "survey-csat-1-10", "survey-ces", "review", "button")
            .map(MutatedBodies::example)
            .toList();

    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|-?[0-9][0-9.eE+-]*|[{}\\[\\]:,]|\\w+");
    private static final Pattern VALUE = Pattern.compile("(?<=:)(?:\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|-?[0-9]+)");

    private static final String[] NUMBERS = {
        "1e400",
        "-0",
        "5.0",
        "5e0",
        "1E+2",
        "007",
        "+5",
        "0x5",
        "NaN",
        "-Infinity",
        ".5",
        "9223372036854775808",
        "2147483648",
        "-1",
        "1048576",
        "1048577",
        "9".repeat(400),
        "9".repeat(3_000),
        "1e-999999999",
        "1e999999999"
    };
    private static final String[] OTHER_VALUES = {
        "null",
        "true",
        "false",
        "{}",
        "[]",
        "\"\"",
        "\" \"",
        "\"5\"",
        "[null]",
        "[\"a\",\"b\"]",
        "[\"a\",5]",
        "{\"id\":\"x\"}",
        "\"nps\"",
        "\"1-10\"",
        "\"2020-01-01T00:00:00+14:00\"",
        "\"+1000000000-01-01T00:00:00Z\"",
        "\"2020-06-30T23:59:60Z\"",
        "\"1999-12-31T23:59:59Z\"",
        "5"
    };
    private static final String[] ODD_TEXTS = {
        "\\ud800",
        "\\udc00\\ud800",
        "\\u0000",
        "\\ufffe",
        "\\u202e",
        "\\ud83d\\ude00",
        "\u0645\u0631\u062d\u0628\u0627",
        "\ud83d\ude00",
        "\u2028",
        "\ufeff",
        "\\/",
        "\\b\\f\\n\\r\\t",
        "\u007f",
        "\u0085",
        "e\u0301\u0302\u0303",
        "\\x",
        "\\u12",
        "\t",
        "\n",
        "\u0001",
        "</script>",
        "' OR 1=1 --",
        "%00"
    };
    private static final String[] GOOD_TEXTS = {
        "\\u0000",
        "\\ufffe",
        "\\u202e",
        "\\ud83d\\ude00",
        "\u0645\u0631",
        "\ud83d\ude00",
        "\u2028",
        "\u007f",
        "\u0085",
        "e\u0301",
        "\\b\\f\\n\\r\\t",
        "\\/",
        "\\\""
    };
    private static final byte[][] ODD_BYTES = {
        {(byte) 0xff},
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xe2, (byte) 0x82},
        {(byte) 0x80},
        {0},
        {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}
    };

    private static final Mutation[] MUTATIONS = {
        MutatedBodies::flipBits,
        (item, random) -> replace(item, random.nextInt(item.length + 1), 0, bytes(random, 1 + random.nextInt(3))),
        (item, random) -> replace(item, random.nextInt(item.length), 1 + random.nextInt(4), new byte[0]),
        MutatedBodies::swapBytes,
        (item, random) -> Arrays.copyOf(item, random.nextInt(item.length)),
        MutatedBodies::swapTokens,
        MutatedBodies::repeatMember,
        (item, random) -> replaceValue(item, random, nested(random)),
        (item, random) -> replaceValue(item, random, any(random, NUMBERS)),
        (item, random) -> replaceValue(item, random, any(random, OTHER_VALUES)),
        (item, random) -> replaceValue(item, random, '"' + "x\u00e5\ud83d\ude00".repeat(random.nextInt(2_000)) + '"'),
        (item, random) -> insertIntoText(item, random, any(random, ODD_TEXTS).getBytes(UTF_8)),
        (item, random) -> insertIntoText(item, random, ODD_BYTES[random.nextInt(ODD_BYTES.length)]),
        (item, random) -> insertIntoText(item, random, any(random, GOOD_TEXTS).getBytes(UTF_8)),
        (item, random) -> insertIntoText(item, random, any(random, GOOD_TEXTS).getBytes(UTF_8)),
        (item, random) -> item,
    };

    private final long seed;

    MutatedBodies(long seed) {
        this.seed = seed;
    }

    /** The body of that number: nineteen in twenty a post, the others batches. */
    Body body(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        int kind = random.nextInt(40);
        String type = random.nextInt(50) == 0 ? any(random, OTHER_TYPES) : "application/json";
        if (kind > 1) {
            return new Body("/v1/feedback", type, item(random, "f" + number));
        }
        boolean lines = kind == 0;
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        batch.writeBytes((lines ? "" : "[").getBytes(UTF_8));
        int items = 1 + random.nextInt(20);
        for (int i = 0; i < items; i++) {
            batch.writeBytes((i == 0 ? "" : lines ? "\n" : ",").getBytes(UTF_8));
            // an array is lost as a whole where one item breaks its JSON: most of them stay whole
            boolean whole = !lines && random.nextInt(10) > 0;
            batch.writeBytes(whole ? original(random, "f" + number + "-" + i) : item(random, "f" + number + "-" + i));
        }
        batch.writeBytes((lines ? "" : "]").getBytes(UTF_8));
        return new Body("/v1/feedback/batch", lines ? NDJSON : type, batch.toByteArray());
    }

    private static byte[] item(Random random, String id) {
        byte[] item = original(random, id);
        for (int i = random.nextInt(4) / 2; i >= 0 && item.length > 0; i--) {
            item = MUTATIONS[random.nextInt(MUTATIONS.length)].of(item, random);
        }
        return item;
    }

    private static byte[] original(Random random, String id) {
        return any(random, EXAMPLES.toArray(String[]::new))
                .replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"" + id + '"')
                .getBytes(UTF_8);
    }

    private static byte[] flipBits(byte[] item, Random random) {
        byte[] flipped = item.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            flipped[random.nextInt(item.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] swapBytes(byte[] item, Random random) {
        byte[] swapped = item.clone();
        int a = random.nextInt(item.length);
        int b = random.nextInt(item.length);
        swapped[a] = item[b];
        swapped[b] = item[a];
        return swapped;
    }

    private static byte[] swapTokens(byte[] item, Random random) {
        List<String> tokens = new ArrayList<>(TOKEN.matcher(new String(item, UTF_8))
                .results()
                .map(token -> token.group())
                .toList());
        if (tokens.size() > 1) {
            Collections.swap(tokens, random.nextInt(tokens.size()), random.nextInt(tokens.size()));
        }
        return String.join("", tokens).getBytes(UTF_8);
    }

    private static byte[] repeatMember(byte[] item, Random random) {
        String text = new String(item, UTF_8);
        String members = text.length() > 2 ? text.substring(1, text.length() - 1) : text;
        String[] each = members.split(",");
        return text.replaceFirst("\\{", Matcher.quoteReplacement("{" + any(random, each) + ","))
                .getBytes(UTF_8);
    }

    private static byte[] replaceValue(byte[] item, Random random, String value) {
        String text = new String(item, UTF_8);
        var values = VALUE.matcher(text).results().toList();
        if (values.isEmpty()) {
            return item;
        }
        var chosen = values.get(random.nextInt(values.size()));
        return (text.substring(0, chosen.start()) + value + text.substring(chosen.end())).getBytes(UTF_8);
    }

    /** Into a text with letters in it, which is no key: most of what is odd is good in a comment. */
    private static byte[] insertIntoText(byte[] item, Random random, byte[] odd) {
        String text = new String(item, UTF_8);
        var values = VALUE.matcher(text)
                .results()
                .filter(value -> value.group().length() > 12)
                .toList();
        if (values.isEmpty()) {
            return item;
        }
        int at = text.substring(0, values.get(random.nextInt(values.size())).start() + 2)
                .getBytes(UTF_8)
                .length;
        return replace(text.getBytes(UTF_8), at, 0, odd);
    }

    private static String nested(Random random) {
        int depth = 1 << random.nextInt(14);
        boolean closed = random.nextBoolean();
        return random.nextBoolean()
                ? "[".repeat(depth) + (closed ? "]".repeat(depth) : "")
                : "{\"a\":".repeat(Math.min(depth, 2_000)) + "1" + (closed ? "}".repeat(Math.min(depth, 2_000)) : "");
    }

    private static byte[] replace(byte[] item, int at, int length, byte[] by) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(item.length + by.length);
        bytes.write(item, 0, at);
        bytes.writeBytes(by);
        int behind = Math.min(item.length, at + length);
        bytes.write(item, behind, item.length - behind);
        return bytes.toByteArray();
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String any(Random random, String[] choice) {
        return choice[random.nextInt(choice.length)];
    }

    /** Moved well into the past, so that it is good on any day. */
    private static String example(String name) {
        try (InputStream file = MutatedBodies.class.getResourceAsStream("/examples/" + name + ".json")) {
            return new String(file.readAllBytes(), UTF_8).strip().replace("\"2026-", "\"2020-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
