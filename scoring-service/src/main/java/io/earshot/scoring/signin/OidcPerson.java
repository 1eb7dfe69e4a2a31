package io.earshot.scoring.signin;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who an identity provider says it is.
 *
 * @param name an e-mail address, a user name or an id, up to 200 characters
 * @param keys the names of access keys that the provider gives them, in its order
 */
record OidcPerson(String name, List<String> keys) {

    private static final int LONGEST_NAME = 200;
    /** How a history names access keys: nobody may be called like that. */
    private static final String KEY_PREFIX = "key:";

    /**
     * Reads the claims of an id token. Nothing if they name nobody.
     *
     * @param claim that holds the names of access keys: a text or a list of texts
     */
    static Optional<OidcPerson> of(Map<String, Object> claims, String claim) {
        // an address that the provider says is not proved may be anybody's
        Object email = Boolean.FALSE.equals(claims.get("email_verified")) ? null : claims.get("email");
        return Stream.of(Optional.ofNullable(email), optional(claims, "preferred_username"), optional(claims, "sub"))
                .flatMap(Optional::stream)
                .map(Object::toString)
                .filter(OidcPerson::isName)
                .findFirst()
                .map(name -> new OidcPerson(name, texts(claims.get(claim))));
    }

    private static Optional<Object> optional(Map<String, Object> claims, String name) {
        return Optional.ofNullable(claims.get(name));
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && !text.startsWith(KEY_PREFIX)
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static List<String> texts(@Nullable Object value) {
        List<?> values =
                value instanceof List<?> list ? list : Stream.ofNullable(value).toList();
        return values.stream().filter(Objects::nonNull).map(Object::toString).toList();
    }
}
