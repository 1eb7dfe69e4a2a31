package io.earshot.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All known keys at one moment; never changes. */
public final class KeyRing {

    private static final MessageDigest SHA_256 = sha256();

    private final Map<String, AccessKey> byHash;
    private final Set<String> origins;

    /**
     * @throws IllegalArgumentException if two keys have the same hash
     */
    public KeyRing(Collection<AccessKey> keys) {
        this.byHash = keys.stream()
                .collect(Collectors.toUnmodifiableMap(AccessKey::hash, Function.identity(), (a, b) -> {
                    throw new IllegalArgumentException("keys \"" + a.name() + "\" and \"" + b.name()
                            + "\" have the same hash (expected: a hash once)");
                }));
        this.origins = keys.stream().flatMap(key -> key.origins().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The known keys. */
    public Collection<AccessKey> keys() {
        return byHash.values();
    }

    /**
     * Whether some key lists this origin.
     *
     * @param origin an {@code Origin} header as browsers send it
     */
    public boolean lists(String origin) {
        return origins.contains(origin);
    }

    /**
     * Decides on a request.
     *
     * @param key the key as the client sent it, null if it sent none
     * @param origin the request's {@code Origin} header as it came, null if it has none
     * @param anyOf the scopes of which one is enough
     */
    public Verdict decide(@Nullable String key, @Nullable String origin, Scope... anyOf) {
        if (key == null || key.isEmpty()) {
            return new Verdict.Unknown("no access key (expected: Authorization: Bearer KEY)");
        }
        AccessKey known = byHash.get(hash(key));
        return known == null
                ? new Verdict.Unknown("the access key is not known (expected: a key of the keys file)")
                : decide(known, origin, anyOf);
    }

    /**
     * Decides on a request of somebody who signed in. A key that lists origins is for pages of these, and nobody signs in with it.
     *
     * @param anyOf the scopes of which one is enough
     */
    public Verdict decide(Session session, Scope... anyOf) {
        AccessKey known = byHash.get(session.keyHash());
        return known == null
                ? new Verdict.Unknown("the access key of this session is not known any more (expected: sign in again)")
                : decide(known, null, anyOf);
    }

    private static Verdict decide(AccessKey known, @Nullable String origin, Scope... anyOf) {
        if (Arrays.stream(anyOf).noneMatch(known.scopes()::contains)) {
            return new Verdict.Forbidden("the access key has the scope " + slugs(known.scopes()) + " (expected: "
                    + Arrays.stream(anyOf).map(Scope::slug).collect(Collectors.joining(" or ")) + ")");
        }
        if (!known.origins().isEmpty() && (origin == null || !known.origins().contains(origin))) {
            return new Verdict.Forbidden("origin " + (origin == null ? "missing" : "\"" + origin + "\"")
                    + " (expected: one of those the access key lists)");
        }
        return new Verdict.Granted(known);
    }

    /** The hash of a key as the keys file holds it. */
    public static String hash(String key) {
        try {
            // looking the algorithm up takes longer than hashing
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            return HexFormat.of().formatHex(digest.digest(key.getBytes(UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's digests can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String slugs(Collection<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::slug).collect(Collectors.joining(", "));
    }
}
