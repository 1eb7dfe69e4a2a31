package io.earshot.scoring.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OidcPersonTest {

    @Test
    void isCalledByAddressElseByUserNameElseById() {
        assertThat(name(Map.of("email", "anna@shop.example", "preferred_username", "anna", "sub", "17")))
                .isEqualTo("anna@shop.example");
        assertThat(name(Map.of("preferred_username", "anna", "sub", "17"))).isEqualTo("anna");
        assertThat(name(Map.of("sub", "17"))).isEqualTo("17");
    }

    @Test
    void isNotCalledByAnAddressThatIsNotProved() {
        assertThat(name(Map.of("email", "boss@shop.example", "email_verified", false, "sub", "17")))
                .isEqualTo("17");
        assertThat(name(Map.of("email", "anna@shop.example", "email_verified", true, "sub", "17")))
                .isEqualTo("anna@shop.example");
    }

    @Test
    void isNotCalledAsAHistoryCallsKeysNorByWhatIsNoName() {
        assertThat(name(Map.of("preferred_username", "key:board", "sub", "17"))).isEqualTo("17");
        assertThat(name(Map.of("email", " ", "preferred_username", "an\nna", "sub", "17")))
                .isEqualTo("17");
        assertThat(name(Map.of("preferred_username", "a".repeat(201), "sub", "17")))
                .isEqualTo("17");
        assertThat(OidcPerson.of(Map.of("sub", "key:board"), "groups")).isEmpty();
    }

    @Test
    void hasTheKeysOfTheClaimInItsOrder() {
        assertThat(keys(Map.of("sub", "17", "groups", List.of("desk", "wall")))).containsExactly("desk", "wall");
        assertThat(keys(Map.of("sub", "17", "groups", "wall"))).containsExactly("wall");
        assertThat(keys(Map.of("sub", "17", "groups", Arrays.asList(null, 7, "wall"))))
                .containsExactly("7", "wall");
        assertThat(keys(Map.of("sub", "17", "roles", List.of("wall")))).isEmpty();
    }

    private static String name(Map<String, Object> claims) {
        return OidcPerson.of(claims, "groups").orElseThrow().name();
    }

    private static List<String> keys(Map<String, Object> claims) {
        return OidcPerson.of(claims, "groups").orElseThrow().keys();
    }
}
