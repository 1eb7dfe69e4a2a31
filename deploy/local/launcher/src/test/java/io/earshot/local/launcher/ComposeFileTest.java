package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docker-compose.yml}, {@code .env.example} and the Dockerfiles promise, as far as that can be seen without Docker. */
class ComposeFileTest {

    private static final Path ROOT = RepositoryRoot.find();
    private static final JsonNode PARTS = yaml("docker-compose.yml").path("services");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");
    private static final Pattern PUBLISHED =
            Pattern.compile("\\$\\{EARSHOT_BIND:-127\\.0\\.0\\.1}:\\$\\{EARSHOT_PORT_[A-Z]+:-(\\d+)}:(\\d+)");
    private static final Pattern COPIED = Pattern.compile("(?m)^COPY (?!--from)(.*) \\S+$");

    static Stream<String> parts() {
        return PARTS.propertyNames().stream();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void hasAVersionALimitAndNoMoreRightsThanItNeeds(String name) {
        JsonNode part = PARTS.path(name);

        assertThat(part.path("image").asString()).matches("[a-z/]+:.+").doesNotEndWith(":latest");
        assertThat(part.path("mem_limit").isString()).isTrue();
        assertThat(part.path("cap_drop").values())
                .extracting(JsonNode::asString)
                .containsExactly("ALL");
        assertThat(part.path("security_opt").values())
                .extracting(JsonNode::asString)
                .containsExactly("no-new-privileges:true");
        assertThat(part.path("logging").path("options").has("max-size")).isTrue();
        if (!Stream.of("kafka", "cassandra").toList().contains(name)) {
            assertThat(part.path("read_only").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("parts")
    void isWatchedUnlessItEndsByItself(String name) {
        JsonNode part = PARTS.path(name);

        if (part.path("restart").asString().equals("no")) {
            assertThat(name).isEqualTo("keys");
        } else {
            assertThat(part.path("restart").asString()).isEqualTo("unless-stopped");
            assertThat(part.path("healthcheck").path("test").path(0).asString()).isEqualTo("CMD");
        }
    }

    @ParameterizedTest
    @MethodSource("parts")
    void opensPortsForThisMachineAlone(String name) {
        assertThat(PARTS.path(name).path("ports").values()).allSatisfy(port -> {
            Matcher published = PUBLISHED.matcher(port.asString());
            assertThat(published.matches()).as("%s", port).isTrue();
            assertThat(published.group(1)).isEqualTo(published.group(2));
        });
    }

    @ParameterizedTest
    @MethodSource("parts")
    void mountsWhatIsThere(String name) {
        assertThat(PARTS.path(name).path("volumes").values().stream()
                        .map(volume -> volume.asString().split(":")[0])
                        .filter(source -> source.startsWith("./")))
                .allSatisfy(source -> assertThat(ROOT.resolve(source)).exists());
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void isAskedOnThePortOfTheService(Service service) throws IOException {
        String name = name(service);
        JsonNode application = yaml(name + "-service/src/main/resources/application.yml");

        assertThat(application.path("server").path("port").asString())
                .isEqualTo("${EARSHOT_PORT:" + service.port() + "}");
        assertThat(PARTS.path(name).path("ports").path(0).asString()).endsWith(":" + service.port());
        assertThat(read("deploy/docker/check"))
                .contains(service == Service.INGEST ? "*) port=8080 ;;" : name + ") port=" + service.port() + " ;;");
        assertThat(PARTS.path(name).path("healthcheck").path("test").values())
                .extracting(JsonNode::asString)
                .containsExactly("CMD", "/app/check", "/readyz");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void setsWhatIsASetting(Service service) throws IOException {
        String settings = read("docs/settings.md");
        String application = read(name(service) + "-service/src/main/resources/application.yml");

        assertThat(PARTS.path(name(service)).path("environment").propertyNames())
                .filteredOn(name -> name.startsWith("EARSHOT_"))
                .isNotEmpty()
                .allSatisfy(name -> {
                    assertThat(settings).contains('`' + name + '`');
                    assertThat(application).contains("${" + name + ":");
                });
    }

    @Test
    void tellsOfEveryVariableAndItsDefault() throws IOException {
        Map<String, String> used = new TreeMap<>();
        VARIABLE.matcher(read("docker-compose.yml"))
                .results()
                .forEach(found -> assertThat(used.put(found.group(1), found.group(2)))
                        .as("defaults of %s", found.group(1))
                        .isIn(null, found.group(2)));
        Map<String, String> told = new TreeMap<>();
        read(".env.example")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> told.put(line.split("=", 2)[0], line.split("=", 2)[1]));

        assertThat(told).isEqualTo(used);
    }

    @Test
    void runsTheServersThatTheTestsRun() throws IOException {
        String tested = read("deploy/local/test-servers/src/main/java/io/earshot/testservers/DockerServers.java");

        assertThat(Stream.of("kafka", "cassandra")
                        .map(name -> PARTS.path(name).path("image").asString()))
                .allSatisfy(image -> assertThat(tested).contains('"' + image + '"'));
    }

    /** The tag that manifests of clusters name as well. */
    @Test
    void makesImagesOfTheVersionOfTheBuild() throws IOException {
        Matcher version = Pattern.compile("<artifactId>earshot</artifactId>\\s+<version>(.+)</version>")
                .matcher(read("pom.xml"));

        assertThat(version.find()).isTrue();
        assertThat(read("deploy/docker/Dockerfile")).contains("ARG VERSION=" + version.group(1));
        assertThat(read("deploy/docker/tools.Dockerfile")).contains("ARG VERSION=" + version.group(1));
        assertThat(read(".env.example")).contains("EARSHOT_IMAGE_TAG=" + version.group(1));
    }

    @Test
    void opensTheShopWhereTheDemoListens() {
        assertThat(PARTS.path("demo").path("ports").path(0).asString()).endsWith(":" + Site.STORE_FRONT_PORT);
    }

    @Test
    void startsServicesAsAUserWithoutRightsAndAnswersSignals() throws IOException {
        for (String file : new String[] {"deploy/docker/Dockerfile", "deploy/docker/tools.Dockerfile"}) {
            assertThat(read(file))
                    .containsPattern("(?m)^ARG JRE=\\S+:\\d+\\S*$")
                    .containsPattern("(?ms)^USER 10001:10001$.*^ENTRYPOINT \\[\"[^\"]+\".*]$")
                    .contains("org.opencontainers.image.version=");
        }
        assertThat(read("deploy/docker/Dockerfile"))
                .containsPattern("(?m)^HEALTHCHECK .*CMD \\[\"/app/check\", \"/livez\"]$");
    }

    /** What the engine does not get it can't copy, and it says so only where there is one. */
    @Test
    void givesTheEngineWhatTheImagesCopy() throws IOException {
        String admitted = read(".dockerignore");
        for (String file : new String[] {"deploy/docker/Dockerfile", "deploy/docker/tools.Dockerfile"}) {
            assertThat(COPIED.matcher(read(file))
                            .results()
                            .flatMap(copied -> Stream.of(copied.group(1).split(" "))))
                    .isNotEmpty()
                    .allSatisfy(source -> {
                        for (Service service : Service.values()) {
                            String path =
                                    source.replace("${SERVICE}", name(service)).replaceAll("/$", "");
                            assertThat(admitted).contains("\n!" + path + "\n");
                        }
                    });
        }
    }

    private static String name(Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNode yaml(String file) {
        try {
            Object loaded = new Yaml().load(read(file));
            return JsonMapper.shared().valueToTree(loaded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
