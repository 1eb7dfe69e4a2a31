package io.earshot.ingest.apidocs;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    }

    /**
     * An example of a body.
     *
     * @param content what stands under its content type
     * @param value the body: text, or JSON as text
     * @param description of the example; that of a request begins with the status of the answer
     * @param query what the request needs in its address
     */
    public record Example(
            Operation operation,
            String name,
            String contentType,
            JsonNode content,
            JsonNode node,
            String value,
            String description,
            String query) {

        public int status() {
            return Integer.parseInt(description.substring(0, 3));
        }

        @Override
        public String toString() {
            return operation + " " + contentType + " " + name;
        }
    }

    public JsonNode root() {
        return root;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            path.getValue()
                    .properties()
                    .forEach(
                            method -> operations.add(new Operation(path.getKey(), method.getKey(), method.getValue())));
        }
        return operations;
    }

    public List<Example> requests() {
        return operations().stream()
                .flatMap(
                        operation -> examples(operation, operation.description().path("requestBody")).stream())
                .toList();
    }

    /** The examples of an operation's answers of that status, those of the shared answers included. */
    public List<Example> answers(Operation operation, int status) {
        return examples(operation, answer(operation, status));
    }

    /** What an operation says of a status. */
    public JsonNode answer(Operation operation, int status) {
        return resolve(operation.description().path("responses").path(String.valueOf(status)));
    }

    /** The headers that an answer always has. */
    public List<String> requiredHeaders(JsonNode answer) {
        return answer.path("headers").properties().stream()
                .filter(header -> resolve(header.getValue()).path("required").asBoolean(false))
                .map(Map.Entry::getKey)
                .toList();
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

    private static List<Example> examples(Operation operation, JsonNode body) {
        List<Example> examples = new ArrayList<>();
        for (Map.Entry<String, JsonNode> type : body.path("content").properties()) {
            JsonNode content = type.getValue();
            for (Map.Entry<String, JsonNode> named : content.path("examples").properties()) {
                examples.add(example(operation, named.getKey(), type.getKey(), content, named.getValue()));
            }
            if (content.has("example")) {
                ObjectNode alone = MAPPER.createObjectNode().set("value", content.path("example"));
                examples.add(example(operation, "example", type.getKey(), content, alone));
            }
        }
        return examples;
    }

    private static Example example(Operation operation, String name, String type, JsonNode content, JsonNode example) {
        JsonNode value = example.path("value");
        return new Example(
                operation,
                name,
                type,
                content,
                value,
                value.isString() ? value.asString() : value.toString(),
                example.path("description").asString(""),
                example.path("x-query").asString(""));
    }
}
