package io.earshot.scoring.stream;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A score as it is sent.
 *
 * @param data the object of {@code GET /v1/scores}
 * @param hash of what it says, 11 characters: the same on every instance, and however far the window has slid
 */
record ScoreEvent(String data, String hash) {

    private static final int HASH_BYTES = 8;

    /**
     * @param answer what {@code GET /v1/scores} answers
     */
    static ScoreEvent of(Object answer, JsonMapper json) {
        ObjectNode content = json.valueToTree(answer);
        content.remove("from");
        content.remove("to");
        if (content.get("previous") instanceof ObjectNode previous) {
            previous.remove("from");
        }
        return new ScoreEvent(json.writeValueAsString(answer), hash(content, json));
    }

    private static String hash(JsonNode content, JsonMapper json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(content));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
