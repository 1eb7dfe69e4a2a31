package io.earshot.ingest.item;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class JsonSettingsTest {

    @Test
    void namesTheSettingThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonSettings(2, 100))
                .withMessage("EARSHOT_INGEST_JSON_DEPTH: 2 (expected: 3 to 1000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonSettings(16, 5_000))
                .withMessage("EARSHOT_INGEST_JSON_FIELDS: 5000 (expected: 27 to 1000)");
    }
}
