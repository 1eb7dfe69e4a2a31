package io.earshot.scoring.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/** The last value of a page: the next one begins behind it, whatever has come in since. */
record SegmentCursor(SegmentKey.Order sort, SegmentKey key) {

    private static final String NONE = "-";

    String written() {
        String score = key.score() == null ? NONE : key.score().toString();
        String text = sort + "/" + key.n() + "/" + score + "/" + key.value();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Optional<SegmentCursor> of(String written) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(written), UTF_8).split("/", 4);
            if (parts.length < 4) {
                return Optional.empty();
            }
            Double score = parts[2].equals(NONE) ? null : Double.valueOf(parts[2]);
            return Optional.of(new SegmentCursor(
                    SegmentKey.Order.valueOf(parts[0]), new SegmentKey(Long.parseLong(parts[1]), score, parts[3])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
