package io.earshot.bench.scoring;

import io.earshot.access.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A key for each store, that may post and read.
 *
 * @param byStore in the order of the stores
 */
record Keys(Path file, Map<String, String> byStore) {

    /** Makes keys and writes them to the file. */
    static Keys writtenTo(Path file, List<String> stores) throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        stores.forEach(
                store -> keys.put(store, "sk_" + UUID.randomUUID().toString().replace("-", "")));
        Files.writeString(
                file,
                keys.entrySet().stream()
                        .map(key -> entry(key.getKey(), key.getValue()))
                        .collect(Collectors.joining(",\n", "{\"keys\": [", "]}\n")));
        return new Keys(file, keys);
    }

    private static String entry(String store, String key) {
        return """
                {"name": "%1$s", "hash": "%2$s", "store": "%1$s", "scopes": ["ingest", "read"], "origins": []}""".formatted(store, KeyRing.hash(key));
    }

    String of(String store) {
        String key = byStore.get(store);
        if (key == null) {
            throw new IllegalArgumentException(store + " (expected: one of " + byStore.keySet() + ")");
        }
        return key;
    }
}
