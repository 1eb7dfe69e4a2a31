package io.earshot.bench.load;

import io.earshot.access.KeyRing;
import io.earshot.access.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The stores that post, each with a key of its own for its server and one for browsers. So the items go to most of the topic's partitions, as
 * they would.
 *
 * @param ingestKeys one a store
 * @param submitKeys one a store, for {@link #ORIGIN} alone
 */
public record Stores(List<String> ingestKeys, List<String> submitKeys) {

    public static final String ORIGIN = "https://shop.example";

    private static final int STORES = 20;

    /** Makes keys and writes them to the file. */
    public static Stores writtenTo(Path keysFile) throws IOException {
        List<String> ingest = new ArrayList<>();
        List<String> submit = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < STORES; i++) {
            ingest.add("sk_" + random());
            submit.add("pk_" + random());
            entries.add(entry(i, ingest.get(i), Scope.INGEST, ""));
            entries.add(entry(i, submit.get(i), Scope.SUBMIT, '"' + ORIGIN + '"'));
        }
        Files.writeString(keysFile, entries.stream().collect(Collectors.joining(",\n", "{\"keys\": [", "]}\n")));
        return new Stores(ingest, submit);
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String entry(int store, String key, Scope scope, String origins) {
        return """
                {"name": "%1$s of store %2$d", "hash": "%3$s", "store": "store-%2$d", "scopes": ["%1$s"], "origins": [%4$s]}""".formatted(scope.slug(), store, KeyRing.hash(key), origins);
    }
}
