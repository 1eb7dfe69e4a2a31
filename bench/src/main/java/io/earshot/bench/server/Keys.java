package io.earshot.bench.server;

import io.earshot.access.KeyRing;
import io.earshot.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key for each store, that may post, read and work cases.
 *
 * @param byStore in the order of the stores
 */
public record Keys(Path file, Map<String, String> byStore) {

    private static final String SCOPES = Stream.of(Scope.INGEST, Scope.READ, Scope.SUPPORT)
            .map(scope -> '"' + scope.slug() + '"')
            .collect(Collectors.joining(", "));

    /** Makes keys and writes them to the file. */
    public static Keys writtenTo(Path file, List<String> stores) throws IOException {
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
                {"name": "%1$s", "hash": "%2$s", "store": "%1$s", "scopes": [%3$s], "origins": []}""".formatted(store, KeyRing.hash(key), SCOPES);
    }

    /** The key of a store that has one. */
    public String of(String store) {
        String key = byStore.get(store);
        if (key == null) {
            throw new IllegalArgumentException(store + " (expected: one of " + byStore.keySet() + ")");
        }
        return key;
    }
}
