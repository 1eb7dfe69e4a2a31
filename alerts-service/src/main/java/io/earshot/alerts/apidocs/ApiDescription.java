package io.earshot.alerts.apidocs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document with what only the running service knows filled in, made once at the start.
 *
 * @param yaml as it was written, with its comments
 * @param json the same for tools
 */
record ApiDescription(byte[] yaml, byte[] json) {

    private static final String DOCUMENT = "/openapi.yaml";

    /**
     * Fills in the document.
     *
     * @param version of the service
     * @param server the address of the service
     */
    static ApiDescription of(String version, String server) {
        String yaml = document().replace("${version}", version).replace("${server}", server);
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new ApiDescription(
                yaml.getBytes(UTF_8), JsonMapper.builder().build().writeValueAsBytes(tree));
    }

    private static String document() {
        try (InputStream in = Objects.requireNonNull(ApiDescription.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
