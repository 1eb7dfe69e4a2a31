package io.earshot.alerts.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryIdTest {

    @Test
    void isReadAsItWasWritten() {
        DeliveryId id = new DeliveryId(UUID.randomUUID(), "0000000017", UUID.randomUUID());

        assertThat(DeliveryId.of(id.toString())).contains(id);
        assertThat(id.toString()).matches("msg_[A-Za-z0-9_-]{54}");
    }

    @Test
    void isAnotherForEachEventAndChannel() {
        UUID file = UUID.randomUUID();
        UUID channel = UUID.randomUUID();

        assertThat(new DeliveryId(file, "0000000001", channel).toString())
                .isNotEqualTo(new DeliveryId(file, "0000000002", channel).toString())
                .isNotEqualTo(new DeliveryId(file, "0000000001", UUID.randomUUID()).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "msg_", "msg_AAAA", "msg_?", "00000000-0000-0000-0000-000000000000"})
    void isNothingElse(String text) {
        assertThat(DeliveryId.of(text)).isEmpty();
    }
}
