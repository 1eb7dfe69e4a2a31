package io.earshot.alerts.drops;

import io.earshot.alerts.posted.Spans;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A watch as people see it, and as {@link WatchDraft} reads it. */
final class WatchJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private WatchJson() {}

    static ObjectNode of(Watch watch) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", watch.name());
        json.put("metric", watch.metric().slug());
        json.put("scale", watch.scale().slug());
        json.put("window", watch.window());
        json.put("minimumAnswers", watch.minimumAnswers());
        json.put("leastFall", watch.leastFall());
        json.put("severity", watch.severity().slug());
        json.put("team", watch.team());
        json.put("due", Spans.write(watch.due()));
        json.put("escalateAfter", Spans.write(watch.escalateAfter()));
        return json;
    }

    static Watch read(String body) {
        return WatchDraft.read(MAPPER.readTree(body));
    }

    static String written(Watch watch) {
        return MAPPER.writeValueAsString(of(watch));
    }
}
