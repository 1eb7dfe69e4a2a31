package io.earshot.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key that was just made: the only moment at which its text is known.
 *
 * @param text what its owner sends: {@code pk_} where it may only submit and may be seen in a page, else {@code sk_}, and 32 random characters
 * @param known what is kept of it
 */
public record NewKey(String text, AccessKey known) {

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,100}");
    private static final int RANDOM_BYTES = 24;
    private static final int PREFIX_CHARACTERS = 8;

    /**
     * Makes a key.
     *
     * @throws IllegalArgumentException if there can't be such a key, with the reason
     */
    public static NewKey make(String name, String store, Set<Scope> scopes, List<String> origins, SecureRandom random) {
        if (name.isBlank() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name \"" + name + "\" (expected: 1 to 100 characters, no control characters)");
        }
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        String text = (scopes.equals(Set.of(Scope.SUBMIT)) ? "pk_" : "sk_")
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String prefix = text.substring(0, PREFIX_CHARACTERS);
        return new NewKey(text, new AccessKey(name, KeyRing.hash(text), store, scopes, origins, prefix));
    }

    /** Keys must not come into a log by accident. */
    @Override
    public String toString() {
        return "a new key: " + known;
    }
}
