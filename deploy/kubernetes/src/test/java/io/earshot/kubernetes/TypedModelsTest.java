package io.earshot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypedModelsTest {

    @ParameterizedTest
    @EnumSource
    void everyFieldIsKnownToTheModelsOfKubernetesStrimziAndPrometheus(Tree tree) {
        List<String> lost = new ArrayList<>();
        for (JsonNode document : tree.documents()) {
            if (Models.of(document).isPresent()) {
                String name = Models.kind(document) + " "
                        + document.at("/metadata/name").asText();
                JsonNode said = document.deepCopy();
                // of Strimzi's models, which write the older of the two that they know
                ((ObjectNode) said).remove("apiVersion");
                compare(name, said, Models.written(Models.readStrictly(document)), lost);
            }
        }
        assertThat(lost).as("fields that the model reads otherwise").isEmpty();
    }

    @Test
    void nothingChecksTheFieldsOfKedaAndK8ssandra() {
        Set<String> unchecked = new TreeSet<>();
        for (Tree tree : Tree.values()) {
            tree.documents().stream()
                    .filter(document -> Models.of(document).isEmpty())
                    .map(Models::kind)
                    .forEach(unchecked::add);
        }
        assertThat(unchecked)
                .as("kinds without a model; docs/operate.md names them")
                .containsExactly(
                        "k8ssandra.io/v1alpha1 K8ssandraCluster",
                        "keda.sh/v1alpha1 ScaledObject",
                        "keda.sh/v1alpha1 TriggerAuthentication");
    }

    @Test
    void aFieldThatNobodyKnowsIsRefused() {
        assertRefused(
                "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containerz: []}}}", "containerz");
        assertRefused("apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: {kafka: {listenerz: []}}", "listenerz");
        assertRefused(
                "apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nspec: {podMetricsEndpointz: []}",
                "podMetricsEndpointz");
        // which the models know, and the API does not any more
        assertRefused("apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nspec: {kafka: {replicas: 3}}", "replicas");
        assertRefused(
                "apiVersion: kafka.strimzi.io/v1\nkind: KafkaUser\nspec: {authorization: {type: simple, acls: [{operation: Read}]}}",
                "operation");
    }

    private static void assertRefused(String yaml, String field) {
        assertThatThrownBy(() -> Models.readStrictly(Models.documents(yaml).get(0)))
                .hasMessageContaining(field);
    }

    /** All that was said has to come back; what the model adds of its own does no harm. */
    private static void compare(String at, JsonNode said, JsonNode written, List<String> lost) {
        if (said.isObject()) {
            said.properties()
                    .forEach(field ->
                            compare(at + "." + field.getKey(), field.getValue(), written.path(field.getKey()), lost));
        } else if (said.isArray()) {
            for (int i = 0; i < said.size(); i++) {
                compare(at + "[" + i + "]", said.get(i), written.path(i), lost);
            }
        } else if (!said.isNull() && !said.asText().equals(written.asText())) {
            lost.add(at + ": " + said + " became " + written);
        }
    }
}
