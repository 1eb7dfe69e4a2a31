package io.earshot.keytool;

import io.earshot.access.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code deploy/keys}. */
final class Arguments {

    private static final String NAME = "--name";
    private static final String STORE = "--store";
    private static final String SCOPES = "--scopes";
    private static final String ORIGINS = "--origins";
    private static final String FILE = "--file";

    private final Map<String, String> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private Arguments(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (i + 1 == arguments.size()) {
                throw new UsageException(argument + ": no value");
            } else if (options.put(argument, arguments.get(++i)) != null) {
                throw new UsageException(
                        argument + ": given twice (expected: once, several values separated by commas)");
            }
        }
    }

    /**
     * @param defaultFile the keys file where none is named
     * @throws UsageException if they can't be meant
     */
    static Command parse(Path defaultFile, String... arguments) {
        Arguments parsed = new Arguments(List.of(arguments));
        if (parsed.words.isEmpty()) {
            throw new UsageException("no command (expected: add, list or revoke)");
        }
        Path file = parsed.options.containsKey(FILE) ? Path.of(parsed.options.get(FILE)) : defaultFile;
        String command = parsed.words.remove(0);
        return switch (command) {
            case "add" -> parsed.add(file);
            case "list" -> parsed.list(file);
            case "revoke" -> parsed.revoke(file);
            default -> throw new UsageException("command \"" + command + "\" (expected: add, list or revoke)");
        };
    }

    private Command add(Path file) {
        allow(0, NAME, STORE, SCOPES, ORIGINS, FILE);
        return new Command.Add(file, required(NAME), required(STORE), scopes(), values(options.get(ORIGINS)));
    }

    private Command list(Path file) {
        allow(0, FILE);
        return new Command.ListAll(file);
    }

    private Command revoke(Path file) {
        allow(1, FILE);
        if (words.isEmpty()) {
            throw new UsageException("no name (expected: revoke NAME)");
        }
        return new Command.Revoke(file, words.get(0));
    }

    private void allow(int mostWords, String... names) {
        for (String option : options.keySet()) {
            if (!List.of(names).contains(option)) {
                throw new UsageException("unknown option " + option + " (expected: " + String.join(", ", names) + ")");
            }
        }
        if (words.size() > mostWords) {
            throw new UsageException("\"" + words.get(mostWords) + "\" is one word too many");
        }
    }

    private String required(String option) {
        String value = options.get(option);
        if (value == null) {
            throw new UsageException(option + ": missing");
        }
        return value;
    }

    private Set<Scope> scopes() {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String slug : values(required(SCOPES))) {
            scopes.add(Scope.of(slug)
                    .orElseThrow(() -> new UsageException(
                            SCOPES + ": \"" + slug + "\" (expected: some of submit, ingest, read, support)")));
        }
        return scopes;
    }

    private static List<String> values(@Nullable String list) {
        return list == null
                ? List.of()
                : Stream.of(list.split(","))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }
}
