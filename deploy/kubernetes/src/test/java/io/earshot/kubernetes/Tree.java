package io.earshot.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kustomizations, each rendered once, with secrets made up for it. */
enum Tree {
    BASE("base"),
    SMALL("overlays/small"),
    SCALE_OUT("overlays/scale-out");

    static final List<String> SERVICES = List.of("ingest", "scoring", "alerts");

    private static final Map<Tree, List<JsonNode>> RENDERED = renderAll();

    private final String folder;

    Tree(String folder) {
        this.folder = folder;
    }

    List<JsonNode> documents() {
        return RENDERED.get(this);
    }

    /** Those of a kind for which there is a model. */
    <T extends HasMetadata> List<T> all(Class<T> model) {
        return documents().stream()
                .filter(document -> Models.of(document).filter(model::equals).isPresent())
                .map(document -> model.cast(Models.read(document)))
                .toList();
    }

    <T extends HasMetadata> T one(Class<T> model, String name) {
        return all(model).stream()
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no " + model.getSimpleName() + " " + name));
    }

    /** Those of a kind for which there is none. */
    List<JsonNode> untyped(String kind) {
        return documents().stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    /** The pods that are made, by the name of what makes them. */
    Map<String, PodTemplateSpec> pods() {
        Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
        all(Deployment.class)
                .forEach(made ->
                        pods.put(made.getMetadata().getName(), made.getSpec().getTemplate()));
        all(StatefulSet.class)
                .forEach(made ->
                        pods.put(made.getMetadata().getName(), made.getSpec().getTemplate()));
        all(Job.class)
                .forEach(made ->
                        pods.put(made.getMetadata().getName(), made.getSpec().getTemplate()));
        return pods;
    }

    /** The settings of a service that come from config maps. */
    Map<String, String> settings(String service) {
        Map<String, String> settings = new LinkedHashMap<>();
        pods().get(service)
                .getSpec()
                .getContainers()
                .get(0)
                .getEnvFrom()
                .forEach(source -> settings.putAll(
                        one(ConfigMap.class, source.getConfigMapRef().getName()).getData()));
        return settings;
    }

    private static Map<Tree, List<JsonNode>> renderAll() {
        try {
            Path copy = Files.createTempDirectory("kubernetes");
            try {
                Checkout.copyManifests(copy);
                Path secrets = copy.resolve("secrets");
                Files.writeString(secrets.resolve("keys.json"), "{\"keys\": []}");
                Files.writeString(
                        secrets.resolve("secrets.env"),
                        "EARSHOT_SESSION_SECRET=a\nEARSHOT_ALERTS_SECRET_KEYS=b\nSCORING_CASSANDRA_PASSWORD=c\nALERTS_CASSANDRA_PASSWORD=d\n");
                Map<Tree, List<JsonNode>> rendered = new EnumMap<>(Tree.class);
                for (Tree tree : values()) {
                    rendered.put(tree, Models.documents(Kubectl.render(copy.resolve(tree.folder))));
                }
                return rendered;
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
