package io.earshot.alerts.settings;

import io.earshot.alerts.channels.ChannelView;
import io.earshot.alerts.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A channel as a form. Its pace, when and how densely people want to hear, is JSON. */
final class ChannelForm {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Set<String> FIELDS =
            Set.of("name", "type", "url", "to", "secret", "rules", "teams", "types", "pace");

    private ChannelForm() {}

    /** The fields of a new channel of a type. */
    static Form blank(String type) {
        return Form.of(Map.of("type", type, "enabled", "yes"));
    }

    static Form of(ChannelView channel) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("type", channel.type());
        values.put("name", channel.name());
        // of Slack the address is a secret, and left blank it stays
        values.put("url", channel.type().equals("webhook") && channel.url() != null ? channel.url() : "");
        values.put("to", channel.to() == null ? "" : String.join("\n", channel.to()));
        values.put("rules", String.join("\n", channel.rules()));
        values.put("teams", String.join("\n", channel.teams()));
        values.put("types", String.join("\n", channel.types()));
        values.put("pace", channel.pace() == null ? "" : MAPPER.writeValueAsString(channel.pace()));
        values.put("enabled", channel.enabled() ? "yes" : "");
        return Form.of(values);
    }

    /**
     * The channel as the API takes it.
     *
     * @throws ProblemException 400 if the pace is no JSON
     */
    static JsonNode read(Form form, boolean isNew) {
        ObjectNode channel = JsonNodeFactory.instance.objectNode();
        String type = form.value("type");
        channel.put("name", form.value("name"));
        if (isNew) {
            channel.put("type", type);
        }
        if (type.equals("email")) {
            channel.set("to", form.array("to"));
        } else if (isNew || form.text("url") != null) {
            channel.put("url", form.value("url").strip());
        }
        if (form.text("secret") != null) {
            channel.put("secret", form.text("secret"));
        }
        for (String field : List.of("rules", "teams", "types")) {
            channel.set(field, form.array(field));
        }
        channel.set("pace", pace(form));
        channel.put("enabled", form.text("enabled") != null);
        return channel;
    }

    private static JsonNode pace(Form form) {
        try {
            return form.text("pace") == null
                    ? JsonNodeFactory.instance.nullNode()
                    : MAPPER.readTree(form.value("pace"));
        } catch (JacksonException e) {
            throw ProblemException.invalid("pace", "not JSON: " + e.getOriginalMessage());
        }
    }

    /** The field of the form that a fault is about; empty for none. */
    static String field(String path) {
        String field = path.replaceFirst("[.\\[].*", "");
        return FIELDS.contains(field) ? field : "";
    }
}
