package io.earshot.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.ChildProcess;
import io.earshot.local.servers.FreePorts;
import io.earshot.local.servers.KafkaServer;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services as in production: a Kafka and a Cassandra that take TLS alone, demand a certificate of their clients and a password, secrets that
 * come from files, and logs that programs read.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredServersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final String USER = "earshot";
    /** Of Cassandra's first user, which is there from the start. */
    private static final String FIRST_USER = "cassandra";

    private static final String PASSWORD = "not \"easily\" guessed\\";

    @TempDir
    private static Path folder;

    private static final String ITEM = """
            {"id": "one", "kind": "survey", "metric": "nps", "score": 2, "comment": "The PARCELWORD came late",
             "customer": {"id": "c-CUSTOMERWORD", "name": "Anna NAMEWORD", "email": "anna.mailword@shop.example"}}""";

    private static final Http HTTP = new Http();
    private static final List<ChildProcess> SERVICES = new ArrayList<>();
    private static Outside outside;
    private static KafkaServer kafka;
    private static CassandraServer cassandra;
    private static LocalKeys keys;
    private static Map<Service, Integer> ports;

    @BeforeAll
    static void start() throws Exception {
        outside = new Outside();
        Identity server = Identity.make(folder, "server");
        Identity client = Identity.make(folder, "client");
        int brokerPort = FreePorts.next();
        cassandra = CassandraServer.start(
                CassandraServer.Settings.in(folder.resolve("cassandra")).with(cassandraYaml(server, client)));
        KafkaServer.Settings broker = KafkaServer.Settings.in(folder.resolve("kafka"));
        kafka = KafkaServer.start(broker.with(kafkaProperties(broker, brokerPort, server, client)));
        Home home = new Home(folder.resolve("home"));
        home.create();
        keys = LocalKeys.of(home, List.of(), new SecureRandom());
        kafka.awaitReady(PATIENCE);
        addUser(kafka.address());
        Map<String, String> environment = environment(home, "127.0.0.1:" + brokerPort, server, client);
        ports = new HashMap<>();
        for (Service service : Service.values()) {
            ports.put(service, FreePorts.next());
            SERVICES.add(start(service, environment));
        }
        await("services that are ready")
                .atMost(PATIENCE)
                .until(() -> ports.keySet().stream().allMatch(service -> HTTP.answersOk(uri(service, "/readyz"))));
    }

    private static String kafkaProperties(KafkaServer.Settings broker, int port, Identity server, Identity client)
            throws Exception {
        return """
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,SECURED://127.0.0.1:%3$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SECURED://127.0.0.1:%3$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL
                listener.name.secured.sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.secured.scram-sha-512.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
                listener.name.secured.ssl.client.auth=required
                listener.name.secured.ssl.keystore.type=PKCS12
                listener.name.secured.ssl.keystore.location=%4$s
                listener.name.secured.ssl.keystore.password=%6$s
                listener.name.secured.ssl.key.password=%6$s
                listener.name.secured.ssl.truststore.type=PKCS12
                listener.name.secured.ssl.truststore.location=%5$s
                listener.name.secured.ssl.truststore.password=%6$s
                """.formatted(
                        broker.port(),
                        broker.quorum().controllerPort(),
                        port,
                        server.store(),
                        client.trust(),
                        Identity.STORE_PASSWORD);
    }

    private static String cassandraYaml(Identity server, Identity client) throws Exception {
        return """

                authenticator: PasswordAuthenticator
                client_encryption_options:
                  enabled: true
                  optional: false
                  require_client_auth: true
                  store_type: PKCS12
                  keystore: "%1$s"
                  keystore_password: "%3$s"
                  truststore: "%2$s"
                  truststore_password: "%3$s"
                """.formatted(server.store(), client.trust(), Identity.STORE_PASSWORD);
    }

    private static void addUser(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get();
        }
    }

    private static Map<String, String> environment(Home home, String brokers, Identity server, Identity client)
            throws IOException {
        LocalSecrets secrets = LocalSecrets.of(home, new SecureRandom());
        Path files = Files.createDirectories(folder.resolve("secrets"));
        Map<String, String> inFiles = Map.of(
                "EARSHOT_KAFKA_PASSWORD",
                PASSWORD,
                "EARSHOT_CASSANDRA_PASSWORD",
                FIRST_USER,
                "EARSHOT_SESSION_SECRET",
                secrets.sessions(),
                "EARSHOT_ALERTS_SECRET_KEYS",
                secrets.channels());
        for (Map.Entry<String, String> secret : inFiles.entrySet()) {
            Files.writeString(files.resolve(secret.getKey()), secret.getValue() + "\n", UTF_8);
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "EARSHOT_KEYS_FILE",
                home.keysFile().toString(),
                "EARSHOT_SECRETS",
                files + "/",
                "EARSHOT_LOG_FORMAT",
                "ecs",
                "EARSHOT_KAFKA",
                brokers,
                "EARSHOT_KAFKA_USER",
                USER,
                "EARSHOT_CASSANDRA",
                cassandra.address(),
                "EARSHOT_CASSANDRA_DATACENTER",
                CassandraServer.DATACENTER,
                "EARSHOT_CASSANDRA_USER",
                FIRST_USER));
        environment.put("EARSHOT_TRACING_URL", outside.url("/v1/traces"));
        environment.put("EARSHOT_TRACING_SHARE", "1");
        environment.put("EARSHOT_OUTBOUND_ALLOW", "127.0.0.1");
        for (String name : List.of("EARSHOT_KAFKA", "EARSHOT_CASSANDRA")) {
            environment.put(name + "_TLS", "verify-full");
            environment.put(name + "_CA", server.certificate().toString());
            environment.put(name + "_CERTIFICATE", client.certificate().toString());
            environment.put(name + "_KEY", client.key().toString());
        }
        return environment;
    }

    private static ChildProcess start(Service service, Map<String, String> environment) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("EARSHOT_PORT", Integer.toString(ports.get(service)));
        own.put("EARSHOT_MANAGEMENT_PORT", Integer.toString(FreePorts.next()));
        String name = service.partName();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + service.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(service).toString());
        return ChildProcess.start(new ChildCommand(name, command, own, log(service)));
    }

    private static Path jar(Service service) {
        String name = service.partName();
        return RepositoryRoot.find().resolve(name).resolve("target").resolve(name + ".jar");
    }

    private static Path log(Service service) {
        return folder.resolve(service.partName() + ".log");
    }

    private static URI uri(Service service, String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + ports.get(service) + pathAndQuery);
    }

    @AfterAll
    static void stop() {
        SERVICES.forEach(service -> service.stop(GRACE));
        if (outside != null) {
            outside.close();
        }
        if (kafka != null) {
            kafka.close();
        }
        if (cassandra != null) {
            cassandra.close();
        }
    }

    /** Every way that the services have to the servers: producers, consumers in groups and without, admin clients, sessions. */
    @Test
    @Order(1)
    void doTheirWork() throws Exception {
        assertThat(HTTP.postJson(uri(Service.INGEST, "/v1/feedback"), keys.ingest(), ITEM)
                        .statusCode())
                .isEqualTo(202);

        await().atMost(PATIENCE)
                .until(() -> get(Service.SCORING, "/v1/scores?metric=nps&window=24h", keys.read())
                                .path("n")
                                .asInt()
                        == 1);
        await().atMost(PATIENCE)
                .until(() -> get(Service.ALERTS, "/v1/cases", keys.support())
                                .path("cases")
                                .size()
                        == 1);
        assertThat(HTTP.postJson(
                                uri(Service.ALERTS, "/v1/rules/dry-run"),
                                keys.support(),
                                "{\"when\": {\"metric\": \"nps\"}, \"severity\": \"normal\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void takeNothingInClear() {
        assertThat(cassandra.answers()).isFalse();
    }

    @Test
    @Order(2)
    void haveOneTraceFromThePostToTheWebhook() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String channel = "{\"name\": \"hook\", \"type\": \"webhook\", \"url\": \"%s\"}".formatted(outside.url("/hook"));
        assertThat(HTTP.postJson(uri(Service.ALERTS, "/v1/channels"), keys.support(), channel)
                        .statusCode())
                .isEqualTo(201);
        String item = ITEM.replace("\"one\"", "\"two\"").replace("c-CUSTOMERWORD", "c-CUSTOMERWORD-2");

        HttpRequest post = HttpRequest.newBuilder(uri(Service.INGEST, "/v1/feedback"))
                .header("Authorization", "Bearer " + keys.ingest())
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .POST(HttpRequest.BodyPublishers.ofString(item))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(post, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(202);

        await().atMost(PATIENCE).until(() -> outside.traceOfHook() != null);
        assertThat(outside.traceOfHook()).startsWith("00-" + trace + "-").endsWith("-01");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(outside.spans(trace))
                        .containsExactlyInAnyOrder(
                                "earshot-ingest: POST /v1/feedback",
                                "earshot-alerts: process feedback.events.v1",
                                "earshot-alerts: POST webhook"));
    }

    @Test
    @Order(3)
    void logNothingOfCustomersAndNoSecret() throws Exception {
        JsonMapper json = new JsonMapper();
        for (Service service : Service.values()) {
            List<String> lines = Files.readAllLines(log(service));
            assertThat(lines).isNotEmpty();
            for (String line : lines) {
                // what newer Javas say of libraries, before there is a logger
                if (!line.startsWith("WARNING: ")) {
                    assertThat(json.readTree(line).path("@timestamp").isString())
                            .as(line)
                            .isTrue();
                }
                assertThat(line)
                        .doesNotContainIgnoringCase("parcelword")
                        .doesNotContainIgnoringCase("customerword")
                        .doesNotContainIgnoringCase("nameword")
                        .doesNotContainIgnoringCase("mailword")
                        .doesNotContain("guessed", keys.ingest(), keys.support(), keys.read());
            }
        }
    }

    @Test
    void tellWhatTheyAreMadeOf() throws Exception {
        for (Service service : Service.values()) {
            try (JarFile jar = new JarFile(jar(service).toFile())) {
                String list = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
                JsonNode parts = new JsonMapper()
                        .readTree(jar.getInputStream(jar.getEntry(list)))
                        .path("components");
                assertThat(parts)
                        .extracting(part -> part.path("name").asString())
                        .contains("kafka-clients", "netty-handler", "feedback-contract")
                        .doesNotContain("junit-jupiter-api");
            }
        }
    }

    private static JsonNode get(Service service, String pathAndQuery, String key) throws Exception {
        return new JsonMapper()
                .readTree(HTTP.get(uri(service, pathAndQuery), key).body());
    }
}
