package io.earshot.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The keys file, read at the start and again when it changes: {@code {"keys": [{"name", "hash", "store", "scopes": […], "origins": […]}]}}.
 * Safe for use by several threads. A change that can't be read is logged, and the keys known so far stay.
 */
public final class KeysFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeysFile.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path path;
    private volatile byte[] content;
    private volatile KeyRing keys;

    /**
     * @throws IllegalArgumentException if the file is not there or not a keys file; the message names it
     */
    public KeysFile(Path path) {
        this.path = path;
        this.content = read(path);
        this.keys = parse(content);
    }

    /** The keys as last read. */
    public KeyRing keys() {
        return keys;
    }

    /** Reads the file again if its content changed; to be called now and then, off any event loop. */
    public synchronized void refresh() {
        try {
            byte[] found = read(path);
            if (!Arrays.equals(found, content)) {
                // remembered first: a broken file is complained about once, not every second
                content = found;
                keys = parse(found);
                LOG.info("Read {} access keys from {}", keys.keys().size(), path);
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("Keeping the access keys known so far: {}", e.getMessage());
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("keys file " + path + ": can't be read: " + e, e);
        }
    }

    private KeyRing parse(byte[] json) {
        try {
            JsonNode list = MAPPER.readTree(json).path("keys");
            if (!list.isArray()) {
                throw new IllegalArgumentException("no list \"keys\" (expected: {\"keys\": […]})");
            }
            List<AccessKey> found = new ArrayList<>();
            list.forEach(node -> found.add(key(node)));
            return new KeyRing(found);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("keys file " + path + ": " + e.getMessage(), e);
        }
    }

    private static AccessKey key(JsonNode node) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (JsonNode scope : node.path("scopes")) {
            scopes.add(Scope.of(scope.asString())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "scope " + scope + " (expected: submit, ingest, read or support)")));
        }
        List<String> origins = new ArrayList<>();
        node.path("origins").forEach(origin -> origins.add(origin.asString()));
        return new AccessKey(
                node.path("name").asString(""),
                node.path("hash").asString(""),
                node.path("store").asString(""),
                scopes,
                origins);
    }
}
