package io.earshot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles of the services in the Cassandra of the overlay that scales out. Its script is run, with something in cqlsh's place that writes down what it is given. */
class CassandraRolesTest {

    private static final int PATIENCE_SECONDS = 20;

    @TempDir
    private Path folder;

    private Path passwords;
    private Path home;

    @BeforeEach
    void makeWhatIsMountedAndWhatIsCalled() throws IOException {
        passwords = Files.createDirectory(folder.resolve("passwords"));
        home = Files.createDirectory(folder.resolve("home"));
        Files.writeString(passwords.resolve("superuser"), "earshot-superuser");
        Files.writeString(passwords.resolve("superuser-password"), "s3%cret");
        Files.writeString(passwords.resolve("scoring-password"), "it's$1");
        Files.writeString(passwords.resolve("alerts-password"), "d");
        Path programs = Files.createDirectory(folder.resolve("bin"));
        // not there yet when it is asked first
        program(
                programs.resolve("cqlsh"),
                "echo \"$@\" >>\"$HOME/calls\"\n[ \"$(wc -l <\"$HOME/calls\")\" -gt 1 ] || exit 1\n");
        program(programs.resolve("sleep"), "true\n");
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void eachServiceGetsARoleWithRightsInItsOwnKeyspaceAlone() throws Exception {
        assertThat(run()).isZero();
        assertThat(Files.readAllLines(home.resolve("roles.cql")))
                .containsExactly(
                        "CREATE KEYSPACE IF NOT EXISTS earshot_scoring WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};",
                        "CREATE ROLE IF NOT EXISTS earshot_scoring WITH LOGIN = true AND PASSWORD = 'it''s$1';",
                        "ALTER ROLE earshot_scoring WITH LOGIN = true AND SUPERUSER = false AND PASSWORD = 'it''s$1';",
                        "GRANT SELECT ON KEYSPACE earshot_scoring TO earshot_scoring;",
                        "GRANT MODIFY ON KEYSPACE earshot_scoring TO earshot_scoring;",
                        "GRANT CREATE ON ALL KEYSPACES TO earshot_scoring;",
                        "CREATE KEYSPACE IF NOT EXISTS earshot_alerts WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};",
                        "CREATE ROLE IF NOT EXISTS earshot_alerts WITH LOGIN = true AND PASSWORD = 'd';",
                        "ALTER ROLE earshot_alerts WITH LOGIN = true AND SUPERUSER = false AND PASSWORD = 'd';",
                        "GRANT SELECT ON KEYSPACE earshot_alerts TO earshot_alerts;",
                        "GRANT MODIFY ON KEYSPACE earshot_alerts TO earshot_alerts;",
                        "GRANT CREATE ON ALL KEYSPACES TO earshot_alerts;");
    }

    @Test
    void cassandraIsAskedUntilItHasThemAndNoPasswordIsInACommand() throws Exception {
        assertThat(run()).isZero();
        String call = "earshot-dc1-service 9042 --credentials=" + home + "/credentials --request-timeout=60 --file="
                + home + "/roles.cql";
        assertThat(Files.readAllLines(home.resolve("calls"))).containsExactly(call, call);
        assertThat(home.resolve("credentials"))
                .hasContent("[PlainTextAuthProvider]\nusername = earshot-superuser\npassword = s3%cret\n");
        // else cqlsh does not take them
        assertThat(Files.getPosixFilePermissions(home.resolve("credentials"))).hasSize(2);
    }

    @Test
    void aRoleWithoutAPasswordIsNotMade() throws Exception {
        Files.writeString(passwords.resolve("alerts-password"), "");
        assertThat(run()).isNotZero();
        assertThat(home.resolve("calls")).doesNotExist();
    }

    @Test
    void keyspacesAreThoseThatTheServicesUseUnlessTheyAreTold() {
        assertThat(Checkout.application("scoring")).contains("${EARSHOT_SCORING_KEYSPACE:earshot_scoring}");
        assertThat(Checkout.application("alerts")).contains("${EARSHOT_ALERTS_KEYSPACE:earshot_alerts}");
        assertThat(script()).contains("{SCORING_KEYSPACE:-earshot_scoring}", "{ALERTS_KEYSPACE:-earshot_alerts}");
    }

    @Test
    void theServicesSignInAsTheRolesThatAreMadeWithThePasswordsThatTheseGet() {
        JsonNode cluster = Tree.SCALE_OUT.untyped("K8ssandraCluster").get(0);
        assertThat(cluster.at("/spec/auth").asBoolean()).isTrue();
        for (String service : List.of("scoring", "alerts")) {
            String key = key(service, "EARSHOT_CASSANDRA_PASSWORD");
            assertThat(key).isEqualTo(key("cassandra-roles", service + "-password"));
            assertThat(Tree.SCALE_OUT.settings(service)).containsEntry("EARSHOT_CASSANDRA_USER", "earshot_" + service);
        }
        assertThat(ReferencesTest.secretItems(Tree.SCALE_OUT.pods().get("ingest")))
                .noneMatch(name -> name.contains("CASSANDRA"));
    }

    private static String key(String pod, String file) {
        List<String> keys = ReferencesTest.projections(Tree.SCALE_OUT.pods().get(pod))
                .flatMap(projection -> projection.getItems().stream())
                .filter(item -> item.getPath().equals(file))
                .map(KeyToPath::getKey)
                .toList();
        assertThat(keys).hasSize(1);
        return keys.get(0);
    }

    @Test
    void theJobGoesWhenItIsDoneSoThatTheNextApplyMakesItAnew() {
        assertThat(Tree.SCALE_OUT.one(Job.class, "cassandra-roles").getSpec().getTtlSecondsAfterFinished())
                .isBetween(1, 300);
    }

    private int run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-euc", script())
                .directory(passwords.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
        container().getEnv().forEach(variable -> take(environment, variable));
        environment.put("HOME", home.toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the script takes more than " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    private static void take(Map<String, String> environment, EnvVar variable) {
        if (variable.getValueFrom() != null) {
            ConfigMapKeySelector selector = variable.getValueFrom().getConfigMapKeyRef();
            String value = Tree.SCALE_OUT
                    .one(ConfigMap.class, selector.getName())
                    .getData()
                    .get(selector.getKey());
            if (value != null) {
                environment.put(variable.getName(), value);
            }
        }
    }

    private static Container container() {
        return ReferencesTest.container(Tree.SCALE_OUT, "cassandra-roles");
    }

    private static String script() {
        assertThat(container().getCommand()).startsWith("/bin/sh", "-euc").hasSize(3);
        return container().getCommand().get(2);
    }
}
