package io.earshot.alerts.signin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scripts and styles of others that pages use, in the versions that the build put here. */
final class WebJars {

    private final Map<String, String> versions;

    /**
     * @param libraries the names of their jars
     * @throws IllegalStateException if one is not here
     */
    WebJars(Collection<String> libraries) {
        this.versions = libraries.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), WebJars::version));
    }

    /** The path at which {@link PageFiles} serves a file. */
    String path(String library, String file) {
        String version = versions.get(library);
        if (version == null) {
            throw new IllegalArgumentException("library " + library + " (expected: one of " + versions.keySet() + ")");
        }
        return "/webjars/" + library + "/" + version + "/" + file;
    }

    private static String version(String library) {
        String description = "/META-INF/maven/org.webjars.npm/" + library + "/pom.properties";
        try (InputStream found = WebJars.class.getResourceAsStream(description)) {
            if (found == null) {
                throw new IllegalStateException("library " + library + " is not here (expected: " + description + ")");
            }
            Properties properties = new Properties();
            properties.load(found);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
