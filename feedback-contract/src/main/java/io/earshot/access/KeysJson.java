package io.earshot.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The format of the keys file:
 * {@code {"keys": [{"name", "hash", "store", "scopes": […], "origins": […], "prefix"}]}}. Properties that this version does not know are passed
 * over, and stay when the file is written again.
 */
final class KeysJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // of two properties of one name, one would be lost when the file is written again
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final ObjectNode document;

    private KeysJson(ObjectNode document) {
        this.document = document;
    }

    /** A file without keys. */
    static KeysJson empty() {
        KeysJson json = new KeysJson(MAPPER.createObjectNode());
        json.document.putArray("keys");
        return json;
    }

    /**
     * @throws IllegalArgumentException if these are not the bytes of a keys file
     */
    static KeysJson parse(byte[] bytes) {
        try {
            JsonNode read = MAPPER.readTree(bytes);
            if (!(read instanceof ObjectNode document) || !document.path("keys").isArray()) {
                throw new IllegalArgumentException("no list \"keys\" (expected: {\"keys\": […]})");
            }
            return new KeysJson(document);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ")",
                    e);
        }
    }

    byte[] bytes() {
        return (MAPPER.writeValueAsString(document) + "\n").getBytes(UTF_8);
    }

    /**
     * The keys, in the order of the file.
     *
     * @throws IllegalArgumentException if one of them can't be meant
     */
    List<AccessKey> keys() {
        List<AccessKey> found = new ArrayList<>();
        list().forEach(node -> found.add(key(node)));
        return found;
    }

    void add(AccessKey key) {
        ObjectNode node = list().addObject();
        node.put("name", key.name());
        node.put("hash", key.hash());
        node.put("store", key.store());
        ArrayNode scopes = node.putArray("scopes");
        key.scopes().stream().sorted().map(Scope::slug).forEach(scopes::add);
        ArrayNode origins = node.putArray("origins");
        key.origins().forEach(origins::add);
        if (key.prefix() != null) {
            node.put("prefix", key.prefix());
        }
    }

    /** Removes the key at that place of {@link #keys()}. */
    void remove(int index) {
        list().remove(index);
    }

    private ArrayNode list() {
        return (ArrayNode) document.path("keys");
    }

    private static AccessKey key(JsonNode node) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String scope : texts(node, "scopes")) {
            scopes.add(Scope.of(scope)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "scope \"" + scope + "\" (expected: submit, ingest, read or support)")));
        }
        return new AccessKey(
                node.path("name").asString(""),
                node.path("hash").asString(""),
                node.path("store").asString(""),
                scopes,
                texts(node, "origins"),
                node.path("prefix").asStringOpt().orElse(null));
    }

    /** A list that is no list must not be taken for an empty one: a key without origins is good everywhere. */
    private static List<String> texts(JsonNode key, String property) {
        JsonNode list = key.path(property);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray() || list.valueStream().anyMatch(text -> !text.isString())) {
            throw new IllegalArgumentException("key \"" + key.path("name").asString("") + "\": " + property + " " + list
                    + " (expected: a list of texts)");
        }
        return list.valueStream().map(JsonNode::stringValue).toList();
    }
}
