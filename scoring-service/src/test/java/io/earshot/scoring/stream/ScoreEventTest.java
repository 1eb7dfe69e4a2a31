package io.earshot.scoring.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScoreEventTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void hasTheSameHashHoweverFarTheWindowHasSlid() {
        ScoreEvent before = event("{'n':3,'from':'a','to':'b','previous':{'from':'c','n':1}}");
        ScoreEvent after = event("{'n':3,'from':'d','to':'e','previous':{'from':'f','n':1}}");

        assertThat(after.hash()).isEqualTo(before.hash()).matches("[A-Za-z0-9_-]{11}");
        assertThat(after.data()).contains("\"to\":\"e\"");
    }

    @Test
    void hasAnotherHashWhereAnythingElseDiffers() {
        assertThat(event("{'n':3,'previous':{'n':1}}").hash())
                .isNotEqualTo(event("{'n':3,'previous':{'n':2}}").hash())
                .isNotEqualTo(event("{'n':4,'previous':{'n':1}}").hash());
        assertThat(event("{'n':3,'previous':null}").hash())
                .isNotEqualTo(event("{'n':3}").hash());
    }

    private static ScoreEvent event(String json) {
        return ScoreEvent.of(JSON.readValue(json.replace('\'', '"'), Map.class), JSON);
    }
}
