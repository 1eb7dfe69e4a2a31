package io.earshot.alerts.apidocs;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API description as tests read it: its operations, their examples, and its schemas as validators. */
public final class ApiDocument {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode root;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    public ApiDocument(String json) {
        this.root = MAPPER.readTree(json);
    }

    /** One method of one path. */
    public record Operation(String path, String method, JsonNode description) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        /** Whether it asks for a key. */
        public boolean isGuarded() {
            return !description.has("security");
        }
    }

    /**
     * An example of a body.
     *
     * @param contentType under which it stands
     * @param schema that it has to fit
     * @param description of the example; that of a request begins with the status of the answer
     */
    public record Example(String name, String contentType, JsonNode schema, JsonNode value, String description) {

        /** What a request with it gets. */
        public int status() {
            return Integer.parseInt(description.substring(0, 3));
        }
    }

    public JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        return operations("paths");
    }

    /** The messages to channels. */
    public List<Operation> webhooks() {
        return operations("webhooks");
    }

    private List<Operation> operations(String section) {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.path(section).properties()) {
            path.getValue()
                    .properties()
                    .forEach(
                            method -> operations.add(new Operation(path.getKey(), method.getKey(), method.getValue())));
        }
        return operations;
    }

    /** The parameters of an operation. */
    public List<JsonNode> parameters(Operation operation) {
        return StreamSupport.stream(operation.description().path("parameters").spliterator(), false)
                .map(this::resolve)
                .toList();
    }

    /** Whether the operation takes that header. */
    public boolean takes(Operation operation, String header) {
        return parameters(operation).stream()
                .anyMatch(parameter -> parameter.path("name").asString().equals(header));
    }

    /**
     * A request with the parameters of the query that have an example, as that has them.
     *
     * @param path that of the operation, filled in
     */
    public String request(Operation operation, String path) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath(path);
        parameters(operation).stream()
                .filter(parameter -> parameter.path("in").asString().equals("query") && parameter.has("example"))
                .forEach(parameter -> uri.queryParam(
                        parameter.path("name").asString(),
                        parameter.path("example").asString()));
        return uri.build().toUriString();
    }

    public Map<String, JsonNode> answers(Operation operation) {
        return operation.description().path("responses").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, answer -> resolve(answer.getValue())));
    }

    /** The headers that an answer always has. */
    public List<String> requiredHeaders(JsonNode answer) {
        return answer.path("headers").properties().stream()
                .filter(header -> resolve(header.getValue()).path("required").asBoolean(false))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The examples of the operation's body. */
    public List<Example> requests(Operation operation) {
        return examples(operation.description().path("requestBody"));
    }

    /** The examples of an answer or a request, of all its content types. */
    public List<Example> examples(JsonNode body) {
        List<Example> examples = new ArrayList<>();
        for (Map.Entry<String, JsonNode> type : body.path("content").properties()) {
            JsonNode content = type.getValue();
            JsonNode schema = content.path("schema");
            content.path("examples")
                    .properties()
                    .forEach(one -> examples.add(new Example(
                            one.getKey(),
                            type.getKey(),
                            schema,
                            one.getValue().path("value"),
                            one.getValue().path("description").asString(""))));
            if (content.has("example")) {
                examples.add(new Example("example", type.getKey(), schema, content.path("example"), ""));
            }
        }
        return examples;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** Validates by a schema of the document, given as it stands there. */
    public List<Error> faults(JsonNode schema, JsonNode value) {
        ObjectNode alone = ((ObjectNode) schema).deepCopy();
        alone.set("components", root.path("components"));
        Schema validator = schemas.getSchema(alone);
        return validator.validate(value);
    }

    public JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    /** The values that a schema lists. */
    public List<String> values(String schema) {
        return StreamSupport.stream(schema(schema).path("enum").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
