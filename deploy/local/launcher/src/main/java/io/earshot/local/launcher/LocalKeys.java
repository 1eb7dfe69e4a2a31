package io.earshot.local.launcher;

import io.earshot.access.AccessKey;
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
 * The keys of the local store: one a scope, and one for people.
 *
 * @param submit for browsers, good from the local origins
 * @param ingest for servers
 * @param read for dashboards
 * @param support for support teams
 * @param signIn to sign in to the pages with: may read and support
 */
record LocalKeys(String submit, String ingest, String read, String support, String signIn) {

    static final String STORE = "demo-shop";

    private static final String NAME_PREFIX = "local-";
    private static final String SUBMIT = "submit";

    /**
     * The keys of this folder, made if there are none.
     *
     * @param origins from which the submit key is good
     * @throws ServerStartException if one of the two files that hold them is missing
     */
    static LocalKeys of(Home home, List<String> origins, SecureRandom random) {
        return of(home.keysFile(), home.keysEnvironment(), origins, random);
    }

    /**
     * The same where the two files are in folders of their own.
     *
     * @param keysFile as the services read it: hashes only
     * @param keysEnvironment as people use them
     */
    static LocalKeys of(Path keysFile, Path keysEnvironment, List<String> origins, SecureRandom random) {
        KeysEditor file = new KeysEditor(keysFile);
        boolean shown = Files.exists(keysEnvironment);
        if (shown != isThere(file)) {
            Path there = shown ? keysEnvironment : keysFile;
            Path missing = shown ? keysFile : keysEnvironment;
            throw new ServerStartException(missing + " is missing but " + there
                    + " is there: bring it back, or remove the other one to have new keys made");
        }
        if (shown) {
            listOrigins(file, origins);
            return read(keysEnvironment);
        }
        NewKey submit = key(SUBMIT, origins, random, Scope.SUBMIT);
        NewKey ingest = key("ingest", List.of(), random, Scope.INGEST);
        NewKey read = key("read", List.of(), random, Scope.READ);
        NewKey support = key("support", List.of(), random, Scope.SUPPORT);
        NewKey signIn = key("sign-in", List.of(), random, Scope.READ, Scope.SUPPORT);
        LocalKeys keys = new LocalKeys(submit.text(), ingest.text(), read.text(), support.text(), signIn.text());
        file.add(List.of(submit.known(), ingest.known(), read.known(), support.known(), signIn.known()));
        writePrivately(keysEnvironment, keys.toEnvironmentFile());
        return keys;
    }

    /** With another port offset the pages are of other origins. */
    private static void listOrigins(KeysEditor file, List<String> origins) {
        String name = NAME_PREFIX + SUBMIT;
        file.list().stream()
                .filter(key -> key.name().equals(name) && !key.origins().containsAll(origins))
                .findFirst()
                .ifPresent(key -> {
                    file.revoke(name);
                    file.add(
                            List.of(new AccessKey(name, key.hash(), key.store(), key.scopes(), origins, key.prefix())));
                });
    }

    /** Whether the file has local keys: others may have been put there before the first start, by {@code deploy/keys}. */
    private static boolean isThere(KeysEditor file) {
        try {
            return file.list().stream().anyMatch(key -> key.name().startsWith(NAME_PREFIX));
        } catch (IllegalArgumentException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()));
        }
    }

    private static NewKey key(String name, List<String> origins, SecureRandom random, Scope... scopes) {
        return NewKey.make(NAME_PREFIX + name, STORE, Set.of(scopes), origins, random);
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
        variables.put("EARSHOT_SIGN_IN_KEY", signIn);
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
                variables.getProperty("EARSHOT_SUPPORT_KEY", ""),
                variables.getProperty("EARSHOT_SIGN_IN_KEY", ""));
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
