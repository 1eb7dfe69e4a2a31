package io.earshot.access;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A known key; the key itself is never kept, only its hash.
 *
 * @param name what people call it
 * @param hash SHA-256 of the key in UTF-8, 64 lower-case hex digits
 * @param store the store it belongs to, 1 to 64 characters of A-Z a-z 0-9 _ . -
 * @param scopes what it may do, at least one
 * @param origins the browser origins it may be used from, as browsers send them; empty: from everywhere
 * @param prefix how the key begins, for people to recognise it by; null where nobody wrote it down
 */
public record AccessKey(
        String name,
        String hash,
        String store,
        Set<Scope> scopes,
        List<String> origins,
        @Nullable String prefix) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern STORE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * @param origins are brought into the form in which browsers send them: {@code HTTPS://Shop.example:443/} is {@code https://shop.example}
     * @throws IllegalArgumentException naming the key and what is wrong with it
     */
    public AccessKey {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    "key \"" + name + "\": hash \"" + hash + "\" (expected: 64 lower-case hex digits)");
        }
        if (!STORE.matcher(store).matches()) {
            throw new IllegalArgumentException("key \"" + name + "\": store \"" + store
                    + "\" (expected: 1 to 64 characters of A-Z a-z 0-9 _ . -)");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "key \"" + name + "\": no scopes (expected: some of submit, ingest, read, support)");
        }
        scopes = Set.copyOf(scopes);
        try {
            origins = origins.stream().map(WebOrigin::canonical).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key \"" + name + "\": " + e.getMessage(), e);
        }
    }
}
