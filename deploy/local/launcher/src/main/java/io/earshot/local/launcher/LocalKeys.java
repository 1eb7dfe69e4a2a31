package io.earshot.local.launcher;

import io.earshot.access.KeysEditor;
import io.earshot.access.NewKey;
import io.earshot.access.Scope;
import io.earshot.local.servers.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of the local store, one a scope.
 *
 * @param submit for browsers, good from the local origins
 * @param ingest for servers
 * @param read for dashboards
 * @param support for support teams
 */
record LocalKeys(String submit, String ingest, String read, String support) {

    static final String STORE = "demo-shop";

    private static final String NAME_PREFIX = "local-";

    /**
     * The keys of this folder, made if there are none.
     *
     * @throws ServerStartException if one of the two files that hold them is missing
     */
    static LocalKeys of(Home home, List<String> origins, SecureRandom random) {
        KeysEditor file = new KeysEditor(home.keysFile());
        boolean shown = Files.exists(home.keysEnvironment());
        if (shown != isThere(file)) {
            Path there = shown ? home.keysEnvironment() : home.keysFile();
            Path missing = shown ? home.keysFile() : home.keysEnvironment();
            throw new ServerStartException(missing + " is missing but " + there
                    + " is there: bring it back, or remove the other one to have new keys made");
        }
        if (shown) {
            return read(home.keysEnvironment());
        }
        NewKey submit = key(Scope.SUBMIT, origins, random);
        NewKey ingest = key(Scope.INGEST, List.of(), random);
        NewKey read = key(Scope.READ, List.of(), random);
        NewKey support = key(Scope.SUPPORT, List.of(), random);
        LocalKeys keys = new LocalKeys(submit.text(), ingest.text(), read.text(), support.text());
        file.add(List.of(submit.known(), ingest.known(), read.known(), support.known()));
        writePrivately(home.keysEnvironment(), keys.toEnvironmentFile());
        return keys;
    }

    /** Whether the file has local keys: others may have been put there before the first start, by {@code deploy/keys}. */
    private static boolean isThere(KeysEditor file) {
        try {
            return file.list().stream().anyMatch(key -> key.name().startsWith(NAME_PREFIX));
        } catch (IllegalArgumentException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()));
        }
    }

    private static NewKey key(Scope scope, List<String> origins, SecureRandom random) {
        return NewKey.make(NAME_PREFIX + scope.slug(), STORE, Set.of(scope), origins, random);
    }

    /** What a shell sources: the variables are set, and handed on to programs. */
    String toEnvironmentFile() {
        Map<String, String> variables = variables();
        return variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                        .collect(Collectors.joining())
                + "export " + String.join(" ", variables.keySet()) + "\n";
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("EARSHOT_SUBMIT_KEY", submit);
        variables.put("EARSHOT_INGEST_KEY", ingest);
        variables.put("EARSHOT_READ_KEY", read);
        variables.put("EARSHOT_SUPPORT_KEY", support);
        return variables;
    }

    private static LocalKeys read(Path file) {
        Properties variables = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            variables.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LocalKeys(
                variables.getProperty("EARSHOT_SUBMIT_KEY", ""),
                variables.getProperty("EARSHOT_INGEST_KEY", ""),
                variables.getProperty("EARSHOT_READ_KEY", ""),
                variables.getProperty("EARSHOT_SUPPORT_KEY", ""));
    }

    /** Nobody else on the machine may read it, not even for the moment in which it is written; it is there whole or not at all. */
    static void writePrivately(Path file, String text) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileAttribute<?>[] ownerOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.deleteIfExists(part);
            Files.createFile(part, ownerOnly);
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys must not come into a log by accident. */
    @Override
    public String toString() {
        return "keys of " + STORE;
    }
}
