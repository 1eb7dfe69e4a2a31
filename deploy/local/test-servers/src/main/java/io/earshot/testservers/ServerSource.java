package io.earshot.testservers;

import java.util.Map;
import java.util.function.BooleanSupplier;

/** Where a server of the tests comes from. */
sealed interface ServerSource {

    String FORCED = "EARSHOT_TEST_SERVERS";

    /** Somebody runs it and gave its address. */
    record Given(String address) implements ServerSource {
        @Override
        public String toString() {
            return "given by environment";
        }
    }

    /** A container, made for the tests. */
    record Docker() implements ServerSource {
        @Override
        public String toString() {
            return "container";
        }
    }

    /** A child process of the JVM. */
    record Local() implements ServerSource {
        @Override
        public String toString() {
            return "local process";
        }
    }

    /**
     * Decides for one server.
     *
     * @param variable the one that may hold its address
     * @param dockerAnswers asked only if it matters, since it takes a while
     * @throws IllegalArgumentException if {@code EARSHOT_TEST_SERVERS} is neither {@code docker} nor {@code local}
     */
    static ServerSource of(Map<String, String> environment, String variable, BooleanSupplier dockerAnswers) {
        String address = environment.getOrDefault(variable, "");
        if (!address.isBlank()) {
            return new Given(address.strip());
        }
        String forced = environment.getOrDefault(FORCED, "");
        return switch (forced) {
            case "" -> dockerAnswers.getAsBoolean() ? new Docker() : new Local();
            case "docker" -> new Docker();
            case "local" -> new Local();
            default -> throw new IllegalArgumentException(FORCED + ": " + forced + " (expected: docker or local)");
        };
    }
}
