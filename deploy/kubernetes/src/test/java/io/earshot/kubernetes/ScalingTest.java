package io.earshot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.feedback.Topics;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many there are of what, and that none is lost on the way. */
class ScalingTest {

    private static final int PRE_STOP_SECONDS = 5;
    private static final int MARGIN_SECONDS = 10;

    @ParameterizedTest
    @EnumSource
    void stoppingTakesNoLongerThanKubernetesWaits(Tree tree) {
        for (String service : Tree.SERVICES) {
            PodTemplateSpec pod = tree.pods().get(service);
            int drain = Integer.parseInt(
                    Checkout.application(service, "timeout-per-shutdown-phase: (?:\\$\\{[A-Z_]+:)?(\\d+)s"));
            assertThat(pod.getSpec()
                            .getContainers()
                            .get(0)
                            .getLifecycle()
                            .getPreStop()
                            .getSleep()
                            .getSeconds())
                    .isEqualTo(PRE_STOP_SECONDS);
            assertThat(pod.getSpec().getTerminationGracePeriodSeconds())
                    .as(service)
                    .isGreaterThanOrEqualTo(PRE_STOP_SECONDS + drain + MARGIN_SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRolloutOrADrainedNodeTakesOneInstanceAtATimeAway(Tree tree) {
        for (String service : Tree.SERVICES) {
            var rolling =
                    tree.one(Deployment.class, service).getSpec().getStrategy().getRollingUpdate();
            assertThat(rolling.getMaxUnavailable().getIntVal()).isZero();
            assertThat(rolling.getMaxSurge().getIntVal()).isEqualTo(1);
            assertThat(tree.one(PodDisruptionBudget.class, service)
                            .getSpec()
                            .getMaxUnavailable()
                            .getIntVal())
                    .isEqualTo(1);
        }
    }

    @Test
    void inTheBaseAnAutoscalerAloneSaysHowManyInstancesThereAre() {
        for (String service : Tree.SERVICES) {
            assertThat(Tree.BASE.one(Deployment.class, service).getSpec().getReplicas())
                    .isNull();
            HorizontalPodAutoscaler scaler = Tree.BASE.one(HorizontalPodAutoscaler.class, service);
            assertThat(scaler.getSpec().getScaleTargetRef().getKind()).isEqualTo("Deployment");
            assertThat(scaler.getSpec().getScaleTargetRef().getName()).isEqualTo(service);
            assertThat(scaler.getSpec().getMinReplicas()).isEqualTo(2);
            if (!service.equals("ingest")) {
                assertThat(scaler.getSpec().getMaxReplicas()).isLessThanOrEqualTo(partitions(Tree.BASE));
            }
        }
    }

    @Test
    void theSmallOverlayHasOneOfEach() {
        assertThat(Tree.SMALL.all(HorizontalPodAutoscaler.class)).isEmpty();
        assertThat(Tree.SMALL.all(Deployment.class))
                .hasSize(3)
                .allMatch(made -> made.getSpec().getReplicas() == 1);
        assertThat(Tree.SMALL.settings("scoring")).containsEntry("EARSHOT_SCORING_REPLICATION", "1");
        assertThat(Tree.SMALL.settings("alerts")).containsEntry("EARSHOT_ALERTS_REPLICATION", "1");
    }

    @Test
    void kedaAndTheAutoscalerNeverScaleTheSameService() {
        assertThat(Tree.SCALE_OUT.all(HorizontalPodAutoscaler.class))
                .extracting(scaler -> scaler.getMetadata().getName())
                .containsExactly("ingest");
        assertThat(Tree.SCALE_OUT.untyped("ScaledObject"))
                .extracting(scaled -> scaled.at("/spec/scaleTargetRef/name").asText())
                .containsExactlyInAnyOrder("scoring", "alerts");
        assertThat(Tree.SCALE_OUT.all(Deployment.class))
                .hasSize(3)
                .allMatch(made -> made.getSpec().getReplicas() == null);
    }

    @Test
    void kedaLooksAtTheGroupsThatTheServicesReadWithAndStopsAtTheirPartitions() {
        for (JsonNode scaled : Tree.SCALE_OUT.untyped("ScaledObject")) {
            String service = scaled.at("/spec/scaleTargetRef/name").asText();
            JsonNode spec = scaled.path("spec");
            assertThat(spec.path("minReplicaCount").asInt()).isEqualTo(3);
            assertThat(spec.path("maxReplicaCount").asInt()).isBetween(3, partitions(Tree.SCALE_OUT));
            for (JsonNode trigger : spec.path("triggers")) {
                if (trigger.path("type").asText().equals("kafka")) {
                    JsonNode metadata = trigger.path("metadata");
                    assertThat(metadata.path("topic").asText()).isEqualTo(Topics.EVENTS);
                    assertThat(Checkout.application(service))
                            .containsPattern("group(-id)?: .*\\b"
                                    + metadata.path("consumerGroup").asText() + "\\b");
                    String[] kafka = Tree.SCALE_OUT
                            .settings(service)
                            .get("EARSHOT_KAFKA")
                            .split(":");
                    assertThat(metadata.path("bootstrapServers").asText())
                            .isEqualTo(kafka[0] + ".earshot.svc:" + kafka[1]);
                    assertThat(metadata.path("excludePersistentLag").asText()).isEqualTo("true");
                    // the default speaks a protocol that Kafka 4 no longer does
                    assertThat(metadata.path("version").asText()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void topicsAreThoseOfTheServicesWithThreeCopiesOfWhichTwoAcknowledge() {
        Map<String, KafkaTopic> topics = Tree.SCALE_OUT.all(KafkaTopic.class).stream()
                .collect(Collectors.toMap(topic -> topic.getMetadata().getName(), topic -> topic));
        assertThat(topics).containsOnlyKeys(Topics.EVENTS, Topics.DEAD_LETTERS, Topics.SCORES, Topics.CASES);
        String cluster = Tree.SCALE_OUT.all(Kafka.class).get(0).getMetadata().getName();
        assertThat(topics.values()).allSatisfy(topic -> {
            assertThat(topic.getMetadata().getLabels()).containsEntry("strimzi.io/cluster", cluster);
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getConfig()).containsEntry("min.insync.replicas", 2);
        });
        assertThat(topics.get(Topics.EVENTS).getSpec().getPartitions())
                .isGreaterThanOrEqualTo(partitions(Tree.SCALE_OUT));
        assertThat(topics.get(Topics.EVENTS).getSpec().getConfig())
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("retention.ms", 2_592_000_000L);
    }

    @Test
    void inTheScaleOutOverlayThereAreThreeOfEachStoreInThreeZones() {
        assertThat(Tree.SCALE_OUT.all(KafkaNodePool.class)).hasSize(2).allSatisfy(pool -> {
            assertThat(pool.getSpec().getReplicas()).isEqualTo(3);
            assertThat(pool.getSpec().getTemplate().getPod().getTopologySpreadConstraints())
                    .allMatch(spread -> spread.getTopologyKey().equals("topology.kubernetes.io/zone"))
                    .allMatch(spread -> spread.getWhenUnsatisfiable().equals("DoNotSchedule"));
        });
        JsonNode datacenter = Tree.SCALE_OUT.untyped("K8ssandraCluster").get(0).at("/spec/cassandra/datacenters/0");
        assertThat(datacenter.path("size").asInt()).isEqualTo(3);
        assertThat(datacenter.path("racks")).hasSize(3);
        assertThat(Tree.SCALE_OUT.settings("scoring")).containsEntry("EARSHOT_SCORING_REPLICATION", "3");
        assertThat(Tree.SCALE_OUT.settings("alerts")).containsEntry("EARSHOT_ALERTS_REPLICATION", "3");
        for (String service : Tree.SERVICES) {
            assertThat(Tree.SCALE_OUT.pods().get(service).getSpec().getTopologySpreadConstraints())
                    .filteredOn(spread -> spread.getTopologyKey().equals("topology.kubernetes.io/zone"))
                    .singleElement()
                    .satisfies(
                            spread -> assertThat(spread.getWhenUnsatisfiable()).isEqualTo("DoNotSchedule"));
        }
    }

    @Test
    void bothOverlaysRunTheSameKafkaAndCassandra() {
        assertThat(ReferencesTest.container(Tree.SMALL, "kafka").getImage())
                .isEqualTo("apache/kafka:"
                        + Tree.SCALE_OUT
                                .all(Kafka.class)
                                .get(0)
                                .getSpec()
                                .getKafka()
                                .getVersion());
        assertThat(ReferencesTest.container(Tree.SCALE_OUT, "cassandra-roles").getImage())
                .isEqualTo(ReferencesTest.container(Tree.SMALL, "cassandra").getImage());
        assertThat(ReferencesTest.container(Tree.SMALL, "cassandra").getImage())
                .isEqualTo("cassandra:"
                        + Tree.SCALE_OUT
                                .untyped("K8ssandraCluster")
                                .get(0)
                                .at("/spec/cassandra/serverVersion")
                                .asText());
    }

    private static int partitions(Tree tree) {
        return Integer.parseInt(tree.settings("ingest").get("EARSHOT_SPREAD"));
    }
}
