package io.earshot.keytool;

import io.earshot.access.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What is asked for. */
sealed interface Command {

    /** The keys file. */
    Path file();

    /** Make a key. */
    record Add(Path file, String name, String store, Set<Scope> scopes, List<String> origins) implements Command {}

    /** Show the keys there are. */
    record ListAll(Path file) implements Command {}

    /** Take a key away. */
    record Revoke(Path file, String name) implements Command {}
}
