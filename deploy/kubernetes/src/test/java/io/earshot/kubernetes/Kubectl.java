package io.earshot.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code kubectl kustomize}, which asks no cluster. */
final class Kubectl {

    private static final int PATIENCE_SECONDS = 60;

    private Kubectl() {}

    /**
     * What a run gave.
     *
     * @param status 0 if it went well
     */
    record Output(int status, String text, String complaints) {}

    /** The documents of a folder with a kustomization, as YAML. */
    static String render(Path folder) {
        Output output = kustomize(folder);
        if (output.status() != 0) {
            throw new AssertionError("kubectl kustomize " + folder + " ended with " + output.status()
                    + " (expected: kubectl 1.27 or newer; this is " + version() + "):\n" + output.complaints());
        }
        // deprecated fields are told of there
        if (!output.complaints().isBlank()) {
            throw new AssertionError("kubectl kustomize " + folder + " warns:\n" + output.complaints());
        }
        return output.text();
    }

    static Output kustomize(Path folder) {
        return run(List.of("kubectl", "kustomize", folder.toString()));
    }

    private static String version() {
        return run(List.of("kubectl", "version", "--client")).text().strip();
    }

    private static Output run(List<String> command) {
        try {
            Path text = Files.createTempFile("kubectl", ".out");
            Path complaints = Files.createTempFile("kubectl", ".err");
            try {
                Process process = start(new ProcessBuilder(command)
                        .redirectOutput(text.toFile())
                        .redirectError(complaints.toFile()));
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " takes more than " + PATIENCE_SECONDS + " s");
                }
                return new Output(
                        process.exitValue(), Files.readString(text, UTF_8), Files.readString(complaints, UTF_8));
            } finally {
                Files.delete(text);
                Files.delete(complaints);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "There is no kubectl: the profile 'cluster' renders the manifests with it (expected: 1.27 or newer on the PATH, "
                            + "of Debian's kubernetes-client say; without the profile nothing of this runs)",
                    e);
        }
    }
}
