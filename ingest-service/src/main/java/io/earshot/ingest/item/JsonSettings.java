package io.earshot.ingest.item;

import io.earshot.feedback.PostedJson;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds on the JSON of one item.
 *
 * @param depth how deep it may be nested, counted from the item
 * @param fields how many fields it may have, those of nested objects included
 */
@ConfigurationProperties("earshot.ingest.json")
record JsonSettings(
        @DefaultValue("" + PostedJson.DEFAULT_DEPTH) int depth,
        @DefaultValue("" + PostedJson.DEFAULT_FIELDS) int fields) {

    JsonSettings {
        check("EARSHOT_INGEST_JSON_DEPTH", depth, PostedJson.LEAST_DEPTH);
        check("EARSHOT_INGEST_JSON_FIELDS", fields, PostedJson.LEAST_FIELDS);
    }

    private static void check(String setting, int value, int least) {
        if (value < least || value > PostedJson.MOST) {
            throw new IllegalArgumentException(
                    setting + ": " + value + " (expected: " + least + " to " + PostedJson.MOST + ")");
        }
    }
}
