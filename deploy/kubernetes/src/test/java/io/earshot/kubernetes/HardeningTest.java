package io.earshot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps a pod in its place. */
class HardeningTest {

    @ParameterizedTest
    @EnumSource
    void everyPodRunsAsSomebodyWithoutRights(Tree tree) {
        tree.pods().forEach((name, pod) -> {
            PodSpec spec = pod.getSpec();
            assertThat(spec.getAutomountServiceAccountToken()).as(name).isFalse();
            assertThat(spec.getEnableServiceLinks()).as(name).isFalse();
            assertThat(spec.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
            assertThat(spec.getSecurityContext().getRunAsUser()).as(name).isPositive();
            assertThat(spec.getSecurityContext().getSeccompProfile().getType())
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            assertThat(List.of(spec.getHostNetwork() != null, spec.getHostPID() != null, spec.getHostIPC() != null))
                    .as(name)
                    .containsOnly(false);
        });
        assertThat(tree.all(ServiceAccount.class))
                .isNotEmpty()
                .allMatch(account -> Boolean.FALSE.equals(account.getAutomountServiceAccountToken()));
    }

    @ParameterizedTest
    @EnumSource
    void everyContainerHasLimitsAndWritesNowhereButIntoItsVolumes(Tree tree) {
        tree.pods()
                .values()
                .forEach(pod -> assertThat(ReferencesTest.containers(pod)).allSatisfy(HardeningTest::assertConfined));
    }

    private static void assertConfined(Container container) {
        var context = container.getSecurityContext();
        assertThat(context.getAllowPrivilegeEscalation()).isFalse();
        assertThat(context.getReadOnlyRootFilesystem()).isTrue();
        assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(context.getCapabilities().getAdd()).isEmpty();
        assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsOnlyKeys("cpu", "memory");
        // memory that was promised to others is not there when it is needed
        assertThat(container.getResources().getLimits().get("memory"))
                .isEqualTo(container.getResources().getRequests().get("memory"));
        assertThat(container.getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/tmp"));
    }

    @ParameterizedTest
    @EnumSource
    void everyHeapFitsIntoTheMemoryOfItsContainer(Tree tree) {
        for (String service : Tree.SERVICES) {
            Container container = ReferencesTest.container(tree, service);
            String options = container.getEnv().stream()
                    .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            long megabytes = 0;
            for (String option : options.split(" ")) {
                if (option.matches("-Xmx\\d+[mg]|-XX:MaxDirectMemorySize=\\d+m")) {
                    long number = Long.parseLong(option.replaceAll("\\D", ""));
                    megabytes += option.endsWith("g") ? number * 1024 : number;
                }
            }
            long limit = container
                            .getResources()
                            .getLimits()
                            .get("memory")
                            .getNumericalAmount()
                            .longValue()
                    / 1024
                    / 1024;
            // classes, compiled code, stacks and the collector's own
            assertThat(limit - megabytes).as(service).isBetween(384L, 1024L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyImageHasAVersionAndThoseOfTheServicesThatOfTheBuild(Tree tree) {
        tree.pods()
                .forEach((name, pod) -> ReferencesTest.containers(pod).forEach(container -> {
                    assertThat(container.getImage()).matches("[a-z0-9./-]+:.+").doesNotEndWith(":latest");
                    if (Tree.SERVICES.contains(name)) {
                        assertThat(container.getImage()).isEqualTo("earshot/" + name + ":" + Checkout.version());
                    }
                }));
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesInOrOutOfAnyPodUnlessAPolicySaysSo(Tree tree) {
        tree.pods()
                .forEach((name, pod) -> assertThat(policies(tree, pod))
                        .as(name)
                        .anyMatch(policy -> policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                                && policy.getSpec().getIngress().isEmpty()
                                && policy.getSpec().getEgress().isEmpty()));
    }

    @ParameterizedTest
    @EnumSource
    void everyPortOfAPodIsOpenToSomebodyAndToNobodyElse(Tree tree) {
        tree.pods().forEach((name, pod) -> {
            var rules = policies(tree, pod).stream()
                    .flatMap(policy -> policy.getSpec().getIngress().stream())
                    .toList();
            assertThat(rules).as(name).allSatisfy(rule -> {
                assertThat(rule.getFrom()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty();
            });
            assertThat(rules.stream()
                            .flatMap(rule -> rule.getPorts().stream())
                            .map(NetworkPolicyPort::getPort)
                            .map(port -> port.getStrVal()))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(ReferencesTest.portNames(pod));
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyServiceReachesKafkaAndThoseThatStoreReachCassandra(Tree tree) {
        Map<String, PodTemplateSpec> pods = tree.pods();
        for (String service : Tree.SERVICES) {
            List<Integer> ports = policies(tree, pods.get(service)).stream()
                    .flatMap(policy -> policy.getSpec().getEgress().stream())
                    .flatMap(rule -> rule.getPorts().stream())
                    .map(port -> port.getPort().getIntVal())
                    .toList();
            assertThat(ports)
                    .as(service)
                    .contains(53, port(tree.settings(service).get("EARSHOT_KAFKA")));
            assertThat(ports.contains(9042)).as(service).isEqualTo(!service.equals("ingest"));
            assertThat(ports.contains(587)).as(service).isEqualTo(service.equals("alerts"));
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Test
    void inTheScaleOutOverlayKafkaAndCassandraAreReachedByThoseWhoNeedThemAlone() {
        Map<String, PodTemplateSpec> pods = Tree.SCALE_OUT.pods();
        NetworkPolicy cassandra = Tree.SCALE_OUT.one(NetworkPolicy.class, "cassandra");
        var clients = cassandra.getSpec().getIngress().get(0);
        assertThat(clients.getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getPort().getIntVal()).isEqualTo(9042));
        assertThat(admitted(clients.getFrom(), pods)).containsExactlyInAnyOrder("scoring", "alerts", "cassandra-roles");
        assertThat(policies(Tree.SCALE_OUT, pods.get("cassandra-roles")).stream()
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getPort().getIntVal()))
                .containsOnly(53, 9042);
        var listeners =
                Tree.SCALE_OUT.all(Kafka.class).get(0).getSpec().getKafka().getListeners();
        assertThat(listeners)
                .singleElement()
                .satisfies(listener -> assertThat(admitted(listener.getNetworkPolicyPeers(), pods))
                        .containsExactlyInAnyOrderElementsOf(Tree.SERVICES));
    }

    private static List<String> admitted(List<NetworkPolicyPeer> peers, Map<String, PodTemplateSpec> pods) {
        return pods.entrySet().stream()
                .filter(pod -> peers.stream()
                        .filter(peer -> peer.getPodSelector() != null)
                        .anyMatch(peer -> Labels.select(peer.getPodSelector(), pod.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void whereTheSmallOverlaySaysToWhichPodsThereAreSuchWithThatPort() {
        List<NetworkPolicyEgressRule> rules = Tree.SMALL.all(NetworkPolicy.class).stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .filter(rule -> rule.getTo().stream().anyMatch(peer -> peer.getPodSelector() != null))
                .toList();
        assertThat(rules).hasSize(2).allSatisfy(rule -> {
            var selector = rule.getTo().get(0).getPodSelector();
            int port = rule.getPorts().get(0).getPort().getIntVal();
            assertThat(Tree.SMALL.pods().values())
                    .filteredOn(pod -> Labels.select(selector, pod))
                    .singleElement()
                    .satisfies(pod -> assertThat(
                                    pod.getSpec().getContainers().get(0).getPorts())
                            .anyMatch(open -> open.getContainerPort() == port));
        });
    }

    @ParameterizedTest
    @EnumSource
    void podsThatDoNotKeepToTheStandardAreNotTakenIn(Tree tree) {
        assertThat(tree.one(Namespace.class, "earshot").getMetadata().getLabels())
                .containsEntry(
                        "pod-security.kubernetes.io/enforce", tree == Tree.SCALE_OUT ? "baseline" : "restricted");
        tree.documents().stream()
                .filter(document -> !document.path("kind").asText().equals("Namespace"))
                .forEach(document ->
                        assertThat(document.at("/metadata/namespace").asText()).isEqualTo("earshot"));
    }

    private static List<NetworkPolicy> policies(Tree tree, PodTemplateSpec pod) {
        return tree.all(NetworkPolicy.class).stream()
                .filter(policy -> Labels.select(policy.getSpec().getPodSelector(), pod))
                .toList();
    }
}
