package io.earshot.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The secrets that there are in the end: those that are deployed, and those that operators make of what is deployed. */
final class SecretKeys {

    private SecretKeys() {}

    /** Names of secrets, and of what is in them. */
    static Map<String, Set<String>> of(Tree tree) {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        tree.all(Secret.class)
                .forEach(secret -> keys.put(
                        secret.getMetadata().getName(), secret.getData().keySet()));
        tree.all(Kafka.class)
                .forEach(kafka -> keys.put(
                        kafka.getMetadata().getName() + "-cluster-ca-cert", Set.of("ca.crt", "ca.p12", "ca.password")));
        tree.all(KafkaUser.class).stream()
                .filter(user -> user.getSpec().getAuthentication() instanceof KafkaUserScramSha512ClientAuthentication)
                .forEach(user -> keys.put(user.getMetadata().getName(), Set.of("password", "sasl.jaas.config")));
        tree.untyped("K8ssandraCluster").stream()
                .filter(SecretKeys::hasSuperuser)
                .forEach(cluster ->
                        keys.put(cluster.at("/metadata/name").asText() + "-superuser", Set.of("username", "password")));
        return keys;
    }

    private static boolean hasSuperuser(JsonNode cluster) {
        return cluster.at("/spec/auth").asBoolean(true)
                && cluster.at("/spec/cassandra/superuserSecretRef").isMissingNode();
    }
}
