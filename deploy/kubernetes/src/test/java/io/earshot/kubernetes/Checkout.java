package io.earshot.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that manifests have to agree with. */
final class Checkout {

    /** Where Maven runs the tests of this module. */
    static final Path MANIFESTS = Path.of("").toAbsolutePath();

    private static final Path ROOT = MANIFESTS.getParent().getParent();
    private static final Pattern VERSION = Pattern.compile("<artifactId>earshot</artifactId>\\s*<version>([^<]+)<");
    private static final Pattern SETTING = Pattern.compile("^#?(EARSHOT_[A-Z_]+)=");

    private Checkout() {}

    static String version() {
        return first(read(ROOT.resolve("pom.xml")), VERSION);
    }

    static String settingsPage() {
        return read(ROOT.resolve("docs/settings.md"));
    }

    static String securityPage() {
        return read(ROOT.resolve("SECURITY.md"));
    }

    /** All that a service is made of, in one. */
    static String sources(String service) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(service + "-service/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Checkout::read)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of a service, whose settings stand in it as <code>${NAME:default}</code>. */
    static String application(String service) {
        return read(ROOT.resolve(service + "-service/src/main/resources/application.yml"));
    }

    /** What the configuration of a service has at the pattern's group. */
    static String application(String service, String pattern) {
        return first(application(service), Pattern.compile(pattern));
    }

    /** Names of settings in a file of the base, those that are commented out included. */
    static Set<String> proposed(String file) {
        Set<String> names = new TreeSet<>();
        read(MANIFESTS.resolve("base/settings").resolve(file)).lines().forEach(line -> {
            Matcher matcher = SETTING.matcher(line);
            if (matcher.find()) {
                names.add(matcher.group(1));
            }
        });
        return names;
    }

    /** Copies what is committed of the manifests, and not the secrets of whoever deploys from here. */
    static void copyManifests(Path target) {
        for (String folder : new String[] {"base", "overlays", "secrets"}) {
            try (Stream<Path> files = Files.walk(MANIFESTS.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    boolean isSecret = folder.equals("secrets")
                            && !file.getFileName().toString().equals("kustomization.yaml");
                    if (!isSecret) {
                        Path copy = target.resolve(MANIFESTS.relativize(file));
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String first(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("nothing matches " + pattern);
        }
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
