package io.earshot.alerts.drops;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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
        json.put("due", text(watch.due()));
        json.put("escalateAfter", text(watch.escalateAfter()));
        return json;
    }

    static Watch read(String body) {
        return WatchDraft.read(MAPPER.readTree(body));
    }

    static String written(Watch watch) {
        return MAPPER.writeValueAsString(of(watch));
    }

    /** In the largest unit of which it is a whole number. */
    static @Nullable String text(@Nullable Duration time) {
        if (time == null) {
            return null;
        }
        long seconds = time.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return String.format(
                Locale.ROOT, seconds % 60 == 0 ? "%dm" : "%ds", seconds % 60 == 0 ? seconds / 60 : seconds);
    }
}
