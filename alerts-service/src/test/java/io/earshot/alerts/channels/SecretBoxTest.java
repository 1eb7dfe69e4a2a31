package io.earshot.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.alerts.channels.SecretBox.UnreadableException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

    private static final String OLD = "old:" + key(1);
    private static final String NEW = "new:" + key(2);
    private static final UUID CHANNEL = UUID.randomUUID();

    @Test
    void opensWhatItSealedAndShowsNothingOfIt() throws UnreadableException {
        SecretBox box = box(OLD);

        String sealed = box.seal("shop", CHANNEL, "whsec_secret");

        assertThat(sealed).startsWith("old:").doesNotContain("whsec");
        assertThat(new String(Base64.getDecoder().decode(sealed.substring(4)))).doesNotContain("secret");
        assertThat(box.open("shop", CHANNEL, sealed)).isEqualTo("whsec_secret");
        assertThat(box.seal("shop", CHANNEL, "whsec_secret")).isNotEqualTo(sealed);
    }

    @Test
    void opensForNoOtherChannelAndNoOtherStore() {
        SecretBox box = box(OLD);
        String sealed = box.seal("shop", CHANNEL, "whsec_secret");

        assertThatThrownBy(() -> box.open("shop", UUID.randomUUID(), sealed)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> box.open("other", CHANNEL, sealed)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void sealsWithTheFirstKeyAndOpensWithAll() throws UnreadableException {
        String sealed = box(OLD).seal("shop", CHANNEL, "whsec_secret");
        SecretBox both = box(NEW, OLD);

        assertThat(both.open("shop", CHANNEL, sealed)).isEqualTo("whsec_secret");
        assertThat(both.seal("shop", CHANNEL, "whsec_secret")).startsWith("new:");
        assertThatThrownBy(() -> box(NEW).open("shop", CHANNEL, sealed))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("the key old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "old", "old:", "old:AAAA", "old:????"})
    void opensNothingThatIsBroken(String sealed) {
        assertThatThrownBy(() -> box(OLD).open("shop", CHANNEL, sealed)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void takesNoSettingWithoutKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box())
                .withMessageStartingWith("secret-keys: none (expected: id:base64 of 32 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box(OLD, "k1:c2hvcnQ="))
                .withMessageStartingWith("secret-keys: entry 2 is no key")
                .withMessageNotContaining("c2hvcnQ=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box(OLD, OLD))
                .withMessageStartingWith("secret-keys: two have the same id");
    }

    private static SecretBox box(String... keys) {
        return new SecretBox(new ChannelProperties(List.of(keys), Duration.ofHours(24)));
    }

    private static String key(int of) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) of;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
