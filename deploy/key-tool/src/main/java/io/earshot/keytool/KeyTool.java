package io.earshot.keytool;

import io.earshot.access.AccessKey;
import io.earshot.access.KeysEditor;
import io.earshot.access.NewKey;
import io.earshot.access.Scope;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries out a command. Results go to {@code out}, remarks to {@code remarks}: so {@code key=$(deploy/keys add …)} has the key and nothing
 * else.
 */
final class KeyTool {

    private static final List<String> TITLES = List.of("NAME", "STORE", "SCOPES", "ORIGINS", "PREFIX");

    private final PrintStream out;
    private final PrintStream remarks;
    private final SecureRandom random;

    KeyTool(PrintStream out, PrintStream remarks, SecureRandom random) {
        this.out = out;
        this.remarks = remarks;
        this.random = random;
    }

    /**
     * @throws IllegalArgumentException if it can't be done, with the reason
     * @throws java.io.UncheckedIOException if the file can't be read or written
     */
    void run(Command command) {
        KeysEditor keys = new KeysEditor(command.file());
        if (command instanceof Command.Add add) {
            add(keys, add);
        } else if (command instanceof Command.Revoke revoke) {
            keys.revoke(revoke.name());
            remarks.println(
                    "Revoked \"" + revoke.name() + "\" in " + revoke.file() + ": services forget it within seconds.");
        } else {
            list(keys, command);
        }
    }

    private void add(KeysEditor keys, Command.Add add) {
        NewKey key = NewKey.make(add.name(), add.store(), add.scopes(), add.origins(), random);
        keys.add(List.of(key.known()));
        out.println(key.text());
        remarks.println("Added \"" + add.name() + "\" to " + add.file() + ". Keep the key, it is shown this once.");
        if (add.scopes().equals(Set.of(Scope.SUBMIT)) && key.known().origins().isEmpty()) {
            remarks.println("Any page can use it: --origins binds a key to those of your shop.");
        }
    }

    private void list(KeysEditor keys, Command command) {
        List<AccessKey> known = keys.list();
        if (known.isEmpty()) {
            remarks.println("There are no keys in " + command.file() + ".");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        known.forEach(key -> rows.add(row(key)));
        int[] widths = new int[TITLES.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static List<String> row(AccessKey key) {
        return List.of(
                key.name().isEmpty() ? "-" : key.name(),
                key.store(),
                key.scopes().stream().sorted().map(Scope::slug).collect(Collectors.joining(",")),
                key.origins().isEmpty() ? "-" : String.join(",", key.origins()),
                key.prefix() == null ? "-" : key.prefix());
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
