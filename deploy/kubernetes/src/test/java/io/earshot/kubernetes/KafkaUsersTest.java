package io.earshot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.feedback.Topics;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationSimple;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationScramSha512;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who signs in to the Kafka of the overlay that scales out, and what they may do there. */
class KafkaUsersTest {

    private static final Map<String, String> TOPICS = Map.of(
            "EVENTS", Topics.EVENTS,
            "DEAD_LETTERS", Topics.DEAD_LETTERS,
            "SCORES", Topics.SCORES,
            "CASES", Topics.CASES);

    /** What the columns of the table in SECURITY.md, after the name of the service, are on Kafka. */
    private static final List<String> COLUMNS =
            List.of("Write topic ", "Read topic ", "Read group ", "Create topic ", "DescribeConfigs topic ");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (ingest|scoring|alerts) \\|(.*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void nobodyComesInUnencryptedOrUnnamed() {
        Kafka kafka = kafka();
        assertThat(kafka.getSpec().getKafka().getListeners()).singleElement().satisfies(listener -> {
            assertThat(listener.isTls()).isTrue();
            assertThat(listener.getAuth()).isInstanceOf(KafkaListenerAuthenticationScramSha512.class);
        });
        assertThat(kafka.getSpec().getKafka().getAuthorization()).isInstanceOf(KafkaAuthorizationSimple.class);
        assertThat(((KafkaAuthorizationSimple) kafka.getSpec().getKafka().getAuthorization()).getSuperUsers())
                .isNullOrEmpty();
    }

    @Test
    void everyUserIsOfThisClusterWhichHasSomebodyToMakeIt() {
        assertThat(kafka().getSpec().getEntityOperator().getUserOperator()).isNotNull();
        assertThat(users()).containsOnlyKeys("earshot-ingest", "earshot-scoring", "earshot-alerts", "earshot-keda");
        assertThat(users().values()).allSatisfy(user -> {
            assertThat(user.getMetadata().getLabels())
                    .containsEntry("strimzi.io/cluster", kafka().getMetadata().getName());
            assertThat(user.getSpec().getAuthentication()).isInstanceOf(KafkaUserScramSha512ClientAuthentication.class);
        });
    }

    @Test
    void eachServiceSignsInAsItselfAndKnowsTheBrokers() {
        for (String service : Tree.SERVICES) {
            String user = "earshot-" + service;
            assertThat(Tree.SCALE_OUT.settings(service))
                    .containsEntry("EARSHOT_KAFKA_USER", user)
                    .containsEntry("EARSHOT_KAFKA_TLS", "verify-full")
                    .containsKey("EARSHOT_KAFKA_CA")
                    // scram-sha-512 is the default
                    .doesNotContainKey("EARSHOT_KAFKA_SASL");
            assertThat(passwords(service)).containsExactly(user + " password");
        }
    }

    /** The secret and its key, of what becomes the password. */
    private static Stream<String> passwords(String service) {
        return ReferencesTest.projections(Tree.SCALE_OUT.pods().get(service)).flatMap(KafkaUsersTest::password);
    }

    private static Stream<String> password(SecretProjection projection) {
        return projection.getItems().stream()
                .filter(item -> item.getPath().equals("EARSHOT_KAFKA_PASSWORD"))
                .map(item -> projection.getName() + " " + item.getKey());
    }

    @Test
    void theRightsOfTheServicesAreThoseThatSecurityMdSays() {
        Map<String, Set<String>> said = new LinkedHashMap<>();
        ROW.matcher(Checkout.securityPage())
                .results()
                .forEach(row -> said.put(row.group(1), inCells(row.group(2).split("\\|"))));
        assertThat(said).containsOnlyKeys(Tree.SERVICES);
        said.forEach((service, rights) ->
                assertThat(rights("earshot-" + service)).as(service).containsExactlyInAnyOrderElementsOf(rights));
    }

    private static Set<String> inCells(String[] cells) {
        assertThat(cells).hasSameSizeAs(COLUMNS);
        return IntStream.range(0, cells.length)
                .boxed()
                .flatMap(column -> names(NAME, cells[column]).map(name -> COLUMNS.get(column) + name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Test
    void eachServiceHasRightsInTheTopicsThatItsCodeNamesAndInNoOther() {
        for (String service : Tree.SERVICES) {
            Set<String> named = names(Pattern.compile("\\bTopics\\.([A-Z_]+)"), Checkout.sources(service))
                    .map(TOPICS::get)
                    .collect(Collectors.toSet());
            assertThat(topics("earshot-" + service)).as(service).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private static Set<String> topics(String user) {
        return rights(user).stream()
                .filter(right -> right.contains(" topic "))
                .map(right -> right.substring(right.lastIndexOf(' ') + 1))
                .collect(Collectors.toSet());
    }

    @Test
    void theGroupsOfTheServicesAreAmongThoseThatTheyMayReadWith() {
        assertThat(Checkout.application("scoring")).contains(":earshot-scoring}", ":earshot-scoring-items}");
        assertThat(rights("earshot-scoring")).contains("Read group earshot-scoring*");
        assertThat(Checkout.application("alerts")).contains("group-id: earshot-alerts\n");
        assertThat(rights("earshot-alerts")).contains("Read group earshot-alerts*");
    }

    @Test
    void kedaSignsInAsAUserThatMayAskHowFarItsGroupsAreAndNothingElse() {
        Set<String> needed = new LinkedHashSet<>();
        for (JsonNode scaled : Tree.SCALE_OUT.untyped("ScaledObject")) {
            for (JsonNode trigger : scaled.at("/spec/triggers")) {
                if (trigger.path("type").asText().equals("kafka")) {
                    assertThat(trigger.at("/authenticationRef/name").asText()).isEqualTo("kafka");
                    // KEDA refuses what is said in both places
                    assertThat(trigger.path("metadata").has("tls")).isFalse();
                    assertThat(trigger.path("metadata").has("sasl")).isFalse();
                    needed.add("Describe topic " + trigger.at("/metadata/topic").asText());
                    needed.add("Describe group "
                            + trigger.at("/metadata/consumerGroup").asText());
                }
            }
        }
        Map<String, String> said = kedaParameters();
        assertThat(said)
                .containsEntry("tls", "enable")
                .containsEntry("sasl", "scram_sha512")
                .containsEntry("username", "earshot-keda")
                .containsEntry("password", "earshot-keda password")
                .containsEntry("ca", kafka().getMetadata().getName() + "-cluster-ca-cert ca.crt")
                .hasSize(5);
        assertThat(rights(said.get("username"))).containsExactlyInAnyOrderElementsOf(needed);
    }

    /** The values of those from config maps, and the places of those from secrets, all of which are there. */
    private static Map<String, String> kedaParameters() {
        assertThat(Tree.SCALE_OUT.untyped("TriggerAuthentication")).hasSize(1);
        JsonNode authentication =
                Tree.SCALE_OUT.untyped("TriggerAuthentication").get(0);
        assertThat(authentication.at("/metadata/name").asText()).isEqualTo("kafka");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (JsonNode reference : authentication.at("/spec/configMapTargetRef")) {
            Map<String, String> map = Tree.SCALE_OUT
                    .one(ConfigMap.class, reference.path("name").asText())
                    .getData();
            assertThat(map).containsKey(reference.path("key").asText());
            parameters.put(
                    reference.path("parameter").asText(),
                    map.get(reference.path("key").asText()));
        }
        for (JsonNode reference : authentication.at("/spec/secretTargetRef")) {
            String secret = reference.path("name").asText();
            String key = reference.path("key").asText();
            assertThat(SecretKeys.of(Tree.SCALE_OUT)).containsKey(secret);
            assertThat(SecretKeys.of(Tree.SCALE_OUT).get(secret)).contains(key);
            parameters.put(reference.path("parameter").asText(), secret + " " + key);
        }
        return parameters;
    }

    private static Kafka kafka() {
        List<Kafka> all = Tree.SCALE_OUT.all(Kafka.class);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Map<String, KafkaUser> users() {
        return Tree.SCALE_OUT.all(KafkaUser.class).stream()
                .collect(Collectors.toMap(user -> user.getMetadata().getName(), user -> user));
    }

    /** What a user may do: {@code Read group earshot-alerts*}. */
    private static List<String> rights(String user) {
        KafkaUserAuthorizationSimple rules =
                (KafkaUserAuthorizationSimple) users().get(user).getSpec().getAuthorization();
        return rules.getAcls().stream().flatMap(KafkaUsersTest::allowed).toList();
    }

    private static Stream<String> allowed(AclRule rule) {
        assertThat(rule.getType()).isEqualTo(AclRuleType.ALLOW);
        assertThat(rule.getHost()).isEqualTo("*");
        return rule.getOperations().stream().map(operation -> operation.toValue() + " " + on(rule));
    }

    private static String on(AclRule rule) {
        if (rule.getResource() instanceof AclRuleTopicResource topic) {
            return "topic " + topic.getName() + star(topic.getPatternType());
        }
        if (rule.getResource() instanceof AclRuleGroupResource group) {
            return "group " + group.getName() + star(group.getPatternType());
        }
        throw new AssertionError(rule.getResource() + " (expected: a topic or a group)");
    }

    private static String star(AclResourcePatternType pattern) {
        return pattern == AclResourcePatternType.PREFIX ? "*" : "";
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }
}
