package io.earshot.access;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signed in to the pages. A session stands for an access key and holds no rights of its own: what the key may do is looked up each
 * time, and with the key the session ends.
 *
 * @param keyHash the {@link AccessKey#hash()} of the key
 * @param person who it is where an identity provider said so, such as an e-mail address; null for who signed in with the key itself
 * @param expiresAt the moment from which it is good for nothing
 */
public record Session(String keyHash, @Nullable String person, Instant expiresAt) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_PERSON = 200;

    /**
     * @throws IllegalArgumentException if the hash is none, or the person is blank or longer than 200 characters
     */
    public Session {
        if (!HASH.matcher(keyHash).matches()) {
            throw new IllegalArgumentException("key hash (expected: 64 lower-case hex digits)");
        }
        if (person != null && (person.isBlank() || person.length() > LONGEST_PERSON)) {
            throw new IllegalArgumentException(
                    "person of " + person.length() + " characters (expected: 1 to " + LONGEST_PERSON + ")");
        }
    }
}
