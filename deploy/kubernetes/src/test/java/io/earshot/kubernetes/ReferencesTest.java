package io.earshot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that have to be somewhere else as well. */
class ReferencesTest {

    @ParameterizedTest
    @EnumSource
    void eachServiceKnowsTheSettingsThatItGets(Tree tree) {
        for (String service : Tree.SERVICES) {
            Set<String> names = new LinkedHashSet<>(tree.settings(service).keySet());
            names.addAll(secretItems(tree.pods().get(service)));
            container(tree, service).getEnv().stream()
                    .map(EnvVar::getName)
                    .filter(name -> name.startsWith("EARSHOT_"))
                    .forEach(names::add);
            assertKnown(service, names);
        }
    }

    @Test
    void theSettingsThatAreProposedAreKnownToo() {
        for (String service : Tree.SERVICES) {
            assertKnown(service, Checkout.proposed("all.env"));
            assertKnown(service, Checkout.proposed(service + ".env"));
        }
    }

    private static void assertKnown(String service, Set<String> names) {
        assertThat(names).isNotEmpty().allSatisfy(name -> {
            assertThat(Checkout.application(service)).contains("${" + name + ":");
            assertThat(Checkout.settingsPage()).contains("`" + name + "`");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL", "SCALE_OUT"})
    void configMapsSecretsAndAccountsThatPodsNameAreThere(Tree tree) {
        tree.pods().forEach((name, pod) -> {
            tree.one(ServiceAccount.class, pod.getSpec().getServiceAccountName());
            for (Container container : pod.getSpec().getContainers()) {
                // no secret: those are files
                container.getEnv().stream()
                        .map(EnvVar::getValueFrom)
                        .filter(Objects::nonNull)
                        .forEach(source -> {
                            assertThat(source.getConfigMapKeyRef()).isNotNull();
                            assertThere(tree, source.getConfigMapKeyRef());
                        });
                container
                        .getEnvFrom()
                        .forEach(source -> tree.one(
                                ConfigMap.class, source.getConfigMapRef().getName()));
            }
            pod.getSpec().getVolumes().stream()
                    .map(Volume::getSecret)
                    .filter(Objects::nonNull)
                    .forEach(secret -> assertThere(tree, secret.getSecretName(), secret.getItems()));
            projections(pod)
                    .forEach(projection -> assertThere(
                            tree,
                            projection.getName(),
                            Boolean.TRUE.equals(projection.getOptional()) ? List.of() : projection.getItems()));
        });
    }

    private static void assertThere(Tree tree, ConfigMapKeySelector selector) {
        ConfigMap map = tree.one(ConfigMap.class, selector.getName());
        if (!Boolean.TRUE.equals(selector.getOptional())) {
            assertThat(map.getData()).containsKey(selector.getKey());
        }
    }

    private static void assertThere(Tree tree, String secret, List<KeyToPath> items) {
        assertThat(SecretKeys.of(tree)).containsKey(secret);
        assertThat(SecretKeys.of(tree).get(secret))
                .as(secret)
                .containsAll(items.stream().map(KeyToPath::getKey).toList());
    }

    @Test
    void eachServiceGetsTheSecretsThatItNeedsAndNoOthers() {
        Map<String, PodTemplateSpec> pods = Tree.BASE.pods();
        assertThat(secretItems(pods.get("ingest"))).containsExactly("EARSHOT_KAFKA_USER", "EARSHOT_KAFKA_PASSWORD");
        assertThat(secretItems(pods.get("scoring")))
                .containsExactly(
                        "EARSHOT_KAFKA_USER",
                        "EARSHOT_KAFKA_PASSWORD",
                        "EARSHOT_CASSANDRA_USER",
                        "EARSHOT_CASSANDRA_PASSWORD",
                        "EARSHOT_SESSION_SECRET",
                        "EARSHOT_OIDC_CLIENT_SECRET");
        assertThat(secretItems(pods.get("alerts")))
                .containsExactly(
                        "EARSHOT_KAFKA_USER",
                        "EARSHOT_KAFKA_PASSWORD",
                        "EARSHOT_CASSANDRA_USER",
                        "EARSHOT_CASSANDRA_PASSWORD",
                        "EARSHOT_SESSION_SECRET",
                        "EARSHOT_ALERTS_SECRET_KEYS",
                        "EARSHOT_OIDC_CLIENT_SECRET",
                        "EARSHOT_SMTP_PASSWORD");
    }

    @Test
    void ofTheSettingsOfServersNoneIsNeededWhereTheyAskForNoUser() {
        for (String service : Tree.SERVICES) {
            SecretProjection servers =
                    projections(Tree.BASE.pods().get(service)).findFirst().orElseThrow();
            assertThat(servers.getOptional()).isTrue();
            assertThat(servers.getItems())
                    .extracting(KeyToPath::getKey)
                    .allMatch(key -> key.matches("EARSHOT_(KAFKA|CASSANDRA)_(USER|PASSWORD)"));
        }
    }

    /** The names of the files, which are names of settings. */
    static List<String> secretItems(PodTemplateSpec pod) {
        return projections(pod)
                .flatMap(projection -> projection.getItems().stream())
                .map(KeyToPath::getPath)
                .toList();
    }

    static Stream<SecretProjection> projections(PodTemplateSpec pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getProjected() != null)
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .map(VolumeProjection::getSecret);
    }

    /** Which would be silent, for the environment goes before files, and the later of two maps before the earlier. */
    @ParameterizedTest
    @EnumSource
    void noSettingComesFromTwoPlaces(Tree tree) {
        for (String service : Tree.SERVICES) {
            Container container = container(tree, service);
            List<String> names = new ArrayList<>(secretItems(tree.pods().get(service)));
            container.getEnv().forEach(variable -> names.add(variable.getName()));
            container
                    .getEnvFrom()
                    .forEach(source -> names.addAll(
                            tree.one(ConfigMap.class, source.getConfigMapRef().getName())
                                    .getData()
                                    .keySet()));
            assertThat(names).as(service).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SMALL", "SCALE_OUT"})
    void everyFileAndFolderThatASettingNamesIsMounted(Tree tree) {
        for (String service : Tree.SERVICES) {
            Map<String, String> values = new LinkedHashMap<>(tree.settings(service));
            container(tree, service).getEnv().forEach(variable -> values.put(variable.getName(), variable.getValue()));
            Set<String> files = files(tree, service);
            values.forEach((name, value) -> {
                if (value.startsWith("/")) {
                    assertThat(files).as("%s of %s", name, service).contains(value);
                }
            });
        }
    }

    /** What is mounted from secrets, and with a slash at the end the folders of that. */
    private static Set<String> files(Tree tree, String service) {
        PodTemplateSpec pod = tree.pods().get(service);
        Set<String> files = new LinkedHashSet<>();
        for (VolumeMount mount : container(tree, service).getVolumeMounts()) {
            files.add(mount.getMountPath() + "/");
            Volume volume = pod.getSpec().getVolumes().stream()
                    .filter(candidate -> candidate.getName().equals(mount.getName()))
                    .findFirst()
                    .orElseThrow();
            filesOf(tree, volume).forEach(name -> files.add(mount.getMountPath() + "/" + name));
        }
        return files;
    }

    private static Stream<String> filesOf(Tree tree, Volume volume) {
        if (volume.getProjected() != null) {
            return volume.getProjected().getSources().stream()
                    .flatMap(source -> source.getSecret().getItems().stream())
                    .map(KeyToPath::getPath);
        }
        if (volume.getSecret() == null) {
            return Stream.of();
        }
        List<KeyToPath> items = volume.getSecret().getItems();
        return items.isEmpty()
                ? SecretKeys.of(tree).get(volume.getSecret().getSecretName()).stream()
                : items.stream().map(KeyToPath::getPath);
    }

    /** Kubernetes refuses a pod with two. */
    @ParameterizedTest
    @EnumSource
    void noVolumeHasTwoFilesOfTheSameName(Tree tree) {
        tree.pods()
                .forEach((name, pod) -> pod.getSpec().getVolumes().stream()
                        .filter(volume -> volume.getProjected() != null)
                        .forEach(volume ->
                                assertThat(filesOf(tree, volume)).as(name).doesNotHaveDuplicates()));
    }

    @ParameterizedTest
    @EnumSource
    void everyMountHasItsVolumeAndEveryVolumeIsMounted(Tree tree) {
        tree.pods().forEach((name, pod) -> {
            Set<String> mounted = new LinkedHashSet<>();
            containers(pod)
                    .forEach(container -> container.getVolumeMounts().stream()
                            .map(VolumeMount::getName)
                            .forEach(mounted::add));
            List<String> volumes = new ArrayList<>(
                    pod.getSpec().getVolumes().stream().map(Volume::getName).toList());
            tree.all(StatefulSet.class).stream()
                    .filter(made -> made.getMetadata().getName().equals(name))
                    .flatMap(made -> made.getSpec().getVolumeClaimTemplates().stream())
                    .forEach(claim -> volumes.add(claim.getMetadata().getName()));
            assertThat(mounted).as(name).containsExactlyInAnyOrderElementsOf(volumes);
        });
    }

    @Test
    void theKeysFileIsMountedWhereTheServicesLookForIt() {
        for (String service : Tree.SERVICES) {
            Container container = container(Tree.BASE, service);
            String file = variable(container, "EARSHOT_KEYS_FILE");
            assertThat(container.getVolumeMounts())
                    .filteredOn(mount -> mount.getName().equals("keys"))
                    .singleElement()
                    .satisfies(mount ->
                            assertThat(mount.getMountPath() + "/keys.json").isEqualTo(file));
        }
    }

    @ParameterizedTest
    @EnumSource
    void selectorsOfServicesBudgetsAndControllersMeanThePodsOfTheirName(Tree tree) {
        for (Service service : tree.all(Service.class)) {
            String name = service.getMetadata().getName();
            assertMeans(
                    tree, name, new LabelSelector(List.of(), service.getSpec().getSelector()));
            PodTemplateSpec pod = tree.pods().get(name);
            service.getSpec()
                    .getPorts()
                    .forEach(port -> assertThat(portNames(pod))
                            .contains(port.getTargetPort().getStrVal()));
        }
        tree.all(PodDisruptionBudget.class)
                .forEach(budget -> assertMeans(
                        tree, budget.getMetadata().getName(), budget.getSpec().getSelector()));
        tree.all(Deployment.class)
                .forEach(made -> assertMeans(
                        tree, made.getMetadata().getName(), made.getSpec().getSelector()));
        tree.all(StatefulSet.class)
                .forEach(made -> assertMeans(
                        tree, made.getMetadata().getName(), made.getSpec().getSelector()));
        assertThat(tree.all(PodDisruptionBudget.class))
                .extracting(budget -> budget.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(Tree.SERVICES);
    }

    private static void assertMeans(Tree tree, String name, LabelSelector selector) {
        assertThat(tree.pods().entrySet().stream()
                        .filter(pod -> Labels.select(selector, pod.getValue()))
                        .map(Map.Entry::getKey))
                .as("pods that the selector of %s means", name)
                .containsExactly(name);
    }

    @Test
    void portsAndProbesAreThoseOfTheServices() {
        for (String service : Tree.SERVICES) {
            Container container = container(Tree.BASE, service);
            assertThat(port(container, "http")).isEqualTo(Checkout.application(service, "\\$\\{EARSHOT_PORT:(\\d+)}"));
            assertThat(port(container, "management"))
                    .isEqualTo(Checkout.application(service, "\\$\\{EARSHOT_MANAGEMENT_PORT:(\\d+)}"));
            // which is what puts /livez and /readyz on the port of the API
            assertThat(Checkout.application(service)).contains("add-additional-paths: true");
            assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/livez");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
            assertThat(List.of(
                            container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                    .allSatisfy(probe ->
                            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http"));
        }
    }

    @Test
    void prometheusFindsTheManagementPorts() {
        PodMonitor monitor = Tree.SCALE_OUT.one(PodMonitor.class, "earshot");
        for (String service : Tree.SERVICES) {
            assertThat(Labels.select(
                            monitor.getSpec().getSelector(),
                            Tree.SCALE_OUT.pods().get(service)))
                    .isTrue();
            Map<String, String> annotations =
                    Tree.SMALL.pods().get(service).getMetadata().getAnnotations();
            assertThat(annotations)
                    .containsEntry("prometheus.io/port", port(container(Tree.SMALL, service), "management"))
                    .containsEntry("prometheus.io/path", "/actuator/prometheus");
        }
        assertThat(monitor.getSpec().getPodMetricsEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPort()).isEqualTo("management");
            assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus");
        });
    }

    @Test
    void theSmallOverlayLeadsToItsOwnKafkaAndCassandra() {
        for (String service : Tree.SERVICES) {
            Map<String, String> settings = Tree.SMALL.settings(service);
            assertLeadsTo(settings.get("EARSHOT_KAFKA"));
            assertThat(variable(container(Tree.SMALL, "kafka"), "KAFKA_ADVERTISED_LISTENERS"))
                    .endsWith("://" + settings.get("EARSHOT_KAFKA"));
            if (!service.equals("ingest")) {
                assertLeadsTo(settings.get("EARSHOT_CASSANDRA"));
                // of the image's own snitch
                assertThat(settings).containsEntry("EARSHOT_CASSANDRA_DATACENTER", "datacenter1");
            }
        }
    }

    private static void assertLeadsTo(String address) {
        String[] parts = address.split(":");
        assertThat(Tree.SMALL.one(Service.class, parts[0]).getSpec().getPorts())
                .anyMatch(port -> port.getPort() == Integer.parseInt(parts[1]));
    }

    @Test
    void theScaleOutOverlayLeadsToWhatTheOperatorsMake() {
        Kafka kafka = Tree.SCALE_OUT.all(Kafka.class).get(0);
        var cassandra = Tree.SCALE_OUT.untyped("K8ssandraCluster").get(0);
        String cluster = cassandra.at("/metadata/name").asText();
        String datacenter =
                cassandra.at("/spec/cassandra/datacenters/0/metadata/name").asText();
        for (String service : Tree.SERVICES) {
            Map<String, String> settings = Tree.SCALE_OUT.settings(service);
            int port = kafka.getSpec().getKafka().getListeners().get(0).getPort();
            assertThat(settings)
                    .containsEntry("EARSHOT_KAFKA", kafka.getMetadata().getName() + "-kafka-bootstrap:" + port);
            if (!service.equals("ingest")) {
                assertThat(settings)
                        .containsEntry("EARSHOT_CASSANDRA", cluster + "-" + datacenter + "-service:9042")
                        .containsEntry("EARSHOT_CASSANDRA_DATACENTER", datacenter);
            }
        }
    }

    static Container container(Tree tree, String name) {
        return tree.pods().get(name).getSpec().getContainers().get(0);
    }

    static List<Container> containers(PodTemplateSpec pod) {
        List<Container> containers = new ArrayList<>(pod.getSpec().getInitContainers());
        containers.addAll(pod.getSpec().getContainers());
        return containers;
    }

    private static String variable(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    static Set<String> portNames(PodTemplateSpec pod) {
        Set<String> names = new LinkedHashSet<>();
        pod.getSpec()
                .getContainers()
                .forEach(container -> container.getPorts().forEach(port -> names.add(port.getName())));
        return names;
    }

    private static String port(Container container, String name) {
        return container.getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getContainerPort()
                .toString();
    }
}
