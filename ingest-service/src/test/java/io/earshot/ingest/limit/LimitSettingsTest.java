package io.earshot.ingest.limit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitSettingsTest {

    @Test
    void namesTheSettingThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitSettings("many", "", 0, 100_000))
                .withMessageStartingWith("EARSHOT_INGEST_SUBMIT_RATE: \"many\" (expected: items/time such as 120/1m");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitSettings("", "1/s", 0, 100_000))
                .withMessageStartingWith("EARSHOT_INGEST_SERVER_RATE: \"1/s\" (expected:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitSettings("", "", -1, 100_000))
                .withMessage("EARSHOT_INGEST_PROXIES: -1 (expected: 0 to 100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitSettings("", "", 0, 0))
                .withMessage("EARSHOT_INGEST_RATE_CALLERS: 0 (expected: at least 1000)");
    }
}
