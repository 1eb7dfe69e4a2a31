package io.earshot.scoring.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An item's id in its store, shortened to the first 128 bits of SHA-256: the memory holds millions, and a storefront must not be able to
 * make two ids of other stores collide.
 */
record ItemId(long high, long low) {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    });

    static ItemId of(String store, String id) {
        // no id holds the separator
        ByteBuffer digest = ByteBuffer.wrap(SHA_256.get().digest((store + '\n' + id).getBytes(UTF_8)));
        return new ItemId(digest.getLong(), digest.getLong());
    }
}
