package io.earshot.alerts.settings;

import io.earshot.alerts.channels.ChannelView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A channel as a form. */
final class ChannelForm {

    private static final Set<String> FIELDS = Set.of("name", "type", "url", "to", "secret", "rules", "teams", "types");

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
        PaceForm.put(values, channel.pace());
        values.put("enabled", channel.enabled() ? "yes" : "");
        return Form.of(values);
    }

    /** The channel as the API takes it. */
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
        channel.set("pace", PaceForm.read(form));
        channel.put("enabled", form.text("enabled") != null);
        return channel;
    }

    /** The field of the form that a fault is about; empty for none. */
    static String field(Form form, String path) {
        if (path.startsWith("pace")) {
            return PaceForm.field(form, path);
        }
        String field = path.replaceFirst("[.\\[].*", "");
        return FIELDS.contains(field) ? field : "";
    }
}
