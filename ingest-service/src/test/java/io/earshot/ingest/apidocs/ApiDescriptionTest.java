package io.earshot.ingest.apidocs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.feedback.Category;
import io.earshot.feedback.Field;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.feedback.Metric;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.apidocs.ApiDocument.Example;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ApiDescriptionTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final PostedJson POSTED = new PostedJson();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> BASES = List.of(
            "{\"kind\":\"survey\",\"metric\":\"nps\",\"score\":5}",
            "{\"kind\":\"review\",\"rating\":3}",
            "{\"kind\":\"button\",\"category\":\"bug\",\"comment\":\"It broke\"}");

    private final ApiDescription description = ApiDescription.of("1.2.3", "https://feedback.shop.example");
    private final ApiDocument document = new ApiDocument(new String(description.json(), UTF_8));

    @Test
    void isValidOpenApi31InBothForms() {
        for (byte[] form : List.of(description.yaml(), description.json())) {
            SwaggerParseResult result = new OpenAPIV3Parser().readContents(new String(form, UTF_8), null, null);

            assertThat(result.getMessages()).isEmpty();
            assertThat(result.getOpenAPI().getSpecVersion()).isEqualTo(SpecVersion.V31);
        }
    }

    @Test
    void namesTheVersionAndTheAddress() {
        assertThat(document.root().at("/info/version").asString()).isEqualTo("1.2.3");
        assertThat(document.root().at("/servers/0/url").asString()).isEqualTo("https://feedback.shop.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"feedback.shop.example", "ftp://shop.example", "https://", "https://shop.example?a=b", "{}"})
    void refusesAnAddressThatIsNone(String server) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiDocsSettings(server))
                .withMessageStartingWith("EARSHOT_INGEST_PUBLIC_URL: " + server + " (expected: ");
    }

    @Test
    void hasTheFieldsOfTheCodecAndNoOthers() {
        List<String> documented = Stream.of("Submission", "Survey", "Review", "Button")
                .flatMap(schema -> names(document.schema(schema)).stream())
                .filter(name -> !name.equals("customer") && !name.equals("context"))
                .toList();
        List<String> nested = Stream.of("Customer", "Context")
                .flatMap(schema -> names(document.schema(schema)).stream()
                        .map(name -> schema.toLowerCase(java.util.Locale.ROOT) + "." + name))
                .toList();

        assertThat(Stream.concat(documented.stream(), nested.stream()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Field.values()).map(Field::path).toList());
    }

    /** The ranges can't drift either: whatever single value is tried in whatever field, schema and codec agree. */
    @Test
    void takesTheItemsThatTheCodecTakesAndNoOthers() {
        List<String> disagreements = new ArrayList<>();
        int taken = 0;
        for (JsonNode item : probes()) {
            boolean bySchema = document.faults(document.schema("Item"), item).isEmpty();
            if (bySchema != isTakenByCodec(item)) {
                disagreements.add((bySchema ? "only the schema takes " : "only the codec takes ") + item);
            }
            taken += bySchema ? 1 : 0;
        }

        assertThat(disagreements).isEmpty();
        assertThat(taken).isGreaterThan(400);
    }

    @Test
    void namesTheParametersOfAnImportAsTheFields() {
        List<String> fields = Stream.of(Field.values())
                .map(field -> field == Field.CUSTOMER_ID
                        ? "customer"
                        : field.path().substring(field.path().lastIndexOf('.') + 1))
                .toList();
        JsonNode parameters = document.root().at("/paths/~1v1~1feedback~1import/post/parameters");

        assertThat(StreamSupport.stream(parameters.spliterator(), false)
                        .filter(parameter -> parameter.path("in").asString("").equals("query"))
                        .map(parameter -> parameter.path("name").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(fields.stream(), Stream.of("idPrefix")).toList());
    }

    @Test
    void givesOnlyExamplesThatFitItsSchemasUnlessTheyAreMeantToBeRefused() {
        for (Example request : document.requests()) {
            boolean fits = document.faults(request.content().path("schema"), request.node())
                    .isEmpty();
            // text is checked by the service alone
            assertThat(fits)
                    .describedAs(request.toString())
                    .isEqualTo(request.status() < 207 || request.node().isString());
        }
        for (ApiDocument.Operation operation : document.operations()) {
            for (String status : operation.description().path("responses").propertyNames()) {
                for (Example answer : document.answers(operation, Integer.parseInt(status))) {
                    assertThat(document.faults(answer.content().path("schema"), answer.node()))
                            .describedAs("%s %s", status, answer)
                            .isEmpty();
                }
            }
        }
    }

    private static List<JsonNode> probes() {
        List<JsonNode> probes = new ArrayList<>();
        for (String base : BASES) {
            probes.add(MAPPER.readTree(base));
            for (Field field : Field.values()) {
                for (JsonNode value : values()) {
                    probes.add(with(base, field.path(), value));
                }
            }
            for (String unknown : List.of("coment", "customer.phone", "context.shop")) {
                probes.add(with(base, unknown, MAPPER.valueToTree("x")));
            }
        }
        for (String metric : List.of("nps", "csat", "ces")) {
            for (String scale : List.of("", "0-10", "1-10", "1-5", "1-7", "0-5")) {
                for (int score = -1; score <= 11; score++) {
                    ObjectNode item = MAPPER.createObjectNode().put("kind", "survey");
                    item.put("metric", metric).put("score", score);
                    if (!scale.isEmpty()) {
                        item.put("scale", scale);
                    }
                    probes.add(item);
                }
            }
        }
        return probes;
    }

    private static List<JsonNode> values() {
        Stream<String> texts = Stream.concat(
                IntStream.of(1, 20, 21, 64, 65, 200, 201, 500, 501, 5_000, 5_001)
                        .boxed()
                        .flatMap(n -> Stream.of("x".repeat(n), "😀".repeat(n))),
                Stream.of(
                        "Not a slug",
                        "a.b-c_D",
                        "-a",
                        "survey",
                        "review",
                        "button",
                        "a@shop.example",
                        "a b@shop.example",
                        "x".repeat(64) + "@" + "y".repeat(255),
                        "x".repeat(65) + "@y",
                        "x@" + "y".repeat(256),
                        "2026-11-21T10:15:00Z",
                        "2026-11-21T10:15:00.250+01:00",
                        "2026-13-21T10:15:00Z",
                        "yesterday"));
        Stream<String> slugs = Stream.concat(
                Stream.of(Metric.values()).map(Metric::slug),
                Stream.of(Category.values()).map(Category::slug));
        Stream<Object> others = Stream.of(
                -1,
                0,
                1,
                5,
                6,
                10,
                11,
                1 << 20,
                (1 << 20) + 1,
                Long.MAX_VALUE,
                2.5,
                true,
                java.util.Map.of("x", 1),
                List.of(),
                List.of("vip", "x".repeat(64)),
                List.of("x".repeat(65)),
                List.of(1),
                Collections.nCopies(20, "vip"),
                Collections.nCopies(21, "vip"));
        return Stream.of(texts, slugs, others)
                .flatMap(values -> values)
                .<JsonNode>map(MAPPER::valueToTree)
                .toList();
    }

    private static JsonNode with(String base, String path, JsonNode value) {
        ObjectNode item = (ObjectNode) MAPPER.readTree(base);
        int dot = path.indexOf('.');
        ObjectNode holder = dot < 0 ? item : item.putObject(path.substring(0, dot));
        holder.set(path.substring(dot + 1), value);
        return item;
    }

    private static boolean isTakenByCodec(JsonNode item) {
        try {
            POSTED.read(item.toString().getBytes(UTF_8), () -> "made", NOW);
            return true;
        } catch (InvalidFeedbackException e) {
            return false;
        }
    }

    private static List<String> names(JsonNode schema) {
        return List.copyOf(schema.path("properties").propertyNames());
    }
}
