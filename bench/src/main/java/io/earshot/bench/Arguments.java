package io.earshot.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The command line of a bench: {@code --name value}, and {@code --name} alone for what is only switched on. */
public final class Arguments {

    private final Map<String, String> values;
    private final Set<String> switchedOn;

    private Arguments(Map<String, String> values, Set<String> switchedOn) {
        this.values = values;
        this.switchedOn = switchedOn;
    }

    /**
     * @param defaults every option that takes a value
     * @param switches every option that takes none
     * @throws IllegalArgumentException saying what was expected
     */
    public static Arguments parse(Map<String, String> defaults, Set<String> switches, String... arguments) {
        Map<String, String> values = new HashMap<>(defaults);
        Set<String> switchedOn = new TreeSet<>();
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.remove(0);
            if (switches.contains(name)) {
                switchedOn.add(name);
            } else if (defaults.containsKey(name) && !rest.isEmpty()) {
                values.put(name, rest.remove(0));
            } else {
                throw new IllegalArgumentException(name + " (expected: one of " + new TreeSet<>(defaults.keySet())
                        + ", each with a value" + (switches.isEmpty() ? "" : ", or of " + new TreeSet<>(switches))
                        + ")");
            }
        }
        return new Arguments(values, switchedOn);
    }

    /** Whether the option was given that takes no value. */
    public boolean has(String name) {
        return switchedOn.contains(name);
    }

    /**
     * The value of an option.
     *
     * @throws IllegalArgumentException naming the option if the value can't be read
     */
    public <T> T get(String name, Function<String, T> reader) {
        String value = values.getOrDefault(name, "");
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + value + ": " + e.getMessage(), e);
        }
    }

    /**
     * The values of an option that takes several.
     *
     * @param all those there are
     * @throws IllegalArgumentException naming the option if it has another one
     */
    public Set<String> some(String name, Set<String> all) {
        Set<String> chosen = get(name, value -> new TreeSet<>(List.of(value.split(","))));
        if (!all.containsAll(chosen)) {
            throw new IllegalArgumentException(
                    name + ": " + chosen + " (expected: some of " + new TreeSet<>(all) + ")");
        }
        return chosen;
    }
}
