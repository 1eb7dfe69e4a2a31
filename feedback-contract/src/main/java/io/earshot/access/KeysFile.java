package io.earshot.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys file as the services use it: read at the start and again when it changes. {@link KeysEditor} changes it. Safe for use by several threads. A change that can't be read is logged, and the keys known so far stay.
 */
public final class KeysFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeysFile.class);

    private final Path path;
    private volatile byte[] content;
    private volatile KeyRing keys;
    /** What was last complained about: once is enough, though it is tried every second. */
    private String complaint = "";

    /**
     * @throws IllegalArgumentException if the file is not there or not a keys file; the message names it
     */
    public KeysFile(Path path) {
        this.path = path;
        this.content = read(path);
        this.keys = parse(path, content);
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
                // remembered first: a broken file is not read every second
                content = found;
                keys = parse(path, found);
                complaint = "";
                LOG.info("Read {} access keys from {}", keys.keys().size(), path);
            }
        } catch (IllegalArgumentException e) {
            if (!complaint.equals(e.getMessage())) {
                complaint = String.valueOf(e.getMessage());
                LOG.warn("Keeping the access keys known so far: {}", complaint);
            }
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("keys file " + path + ": can't be read: " + e, e);
        }
    }

    private static KeyRing parse(Path path, byte[] json) {
        try {
            return new KeyRing(KeysJson.parse(json).keys());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("keys file " + path + ": " + e.getMessage(), e);
        }
    }
}
