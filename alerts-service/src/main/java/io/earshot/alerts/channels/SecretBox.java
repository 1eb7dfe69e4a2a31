package io.earshot.alerts.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts what a channel must not show, AES-256-GCM. What is sealed for one channel opens for no other, and says which key it needs: the first
 * key of the setting seals, all open.
 */
@Component
final class SecretBox {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final List<SealingKey> keys;
    private final SecureRandom random = new SecureRandom();

    SecretBox(ChannelProperties properties) {
        this.keys = properties.sealingKeys();
    }

    /**
     * A key and the name by which it is found again.
     *
     * @param id 1 to 32 characters of A-Z a-z 0-9 _ . -
     */
    record SealingKey(String id, SecretKey key) {

        @Override
        public String toString() {
            return id;
        }
    }

    /** The secret can't be had: its key is not listed, or somebody changed what is stored. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** The secret as it may be stored: {@code id:base64 of nonce, cipher text and tag}. */
    String seal(String store, UUID channel, String secret) {
        SealingKey first = keys.get(0);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, first, nonce, store, channel).doFinal(secret.getBytes(UTF_8));
            byte[] both = ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return first.id() + ":" + Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    /**
     * The secret that was sealed.
     *
     * @throws UnreadableException if it can't be had
     */
    String open(String store, UUID channel, String sealed) throws UnreadableException {
        String id = sealed.substring(0, Math.max(0, sealed.indexOf(':')));
        SealingKey key = keys.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnreadableException(
                        "its secret needs the key " + id + " (expected: listed in EARSHOT_ALERTS_SECRET_KEYS)"));
        try {
            byte[] both = Base64.getDecoder().decode(sealed.substring(id.length() + 1));
            byte[] nonce = new byte[NONCE];
            ByteBuffer.wrap(both).get(nonce);
            byte[] opened =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, store, channel).doFinal(both, NONCE, both.length - NONCE);
            return new String(opened, UTF_8);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnreadableException("its secret does not open with the key " + id
                    + " (expected: the key that it was sealed with, and nothing changed since)");
        }
    }

    private static Cipher cipher(int mode, SealingKey key, byte[] nonce, String store, UUID channel)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((store + "\n" + channel).getBytes(UTF_8));
        return cipher;
    }
}
