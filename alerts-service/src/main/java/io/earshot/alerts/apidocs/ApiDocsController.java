package io.earshot.alerts.apidocs;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v3/api-docs} as JSON, {@code GET /v3/api-docs.yaml} as it was written. */
@RestController
final class ApiDocsController {

    private static final String PATH = "/v3/api-docs";

    private final ApiDescription description;

    /** @param build is there where the build wrote it down, as it does for every jar */
    ApiDocsController(ApiDocsSettings settings, ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        String version = known == null ? null : known.getVersion();
        this.description = ApiDescription.of(version == null ? "unknown" : version, settings.server());
    }

    @GetMapping(PATH)
    ResponseEntity<byte[]> json() {
        return answer(MediaType.APPLICATION_JSON, description.json());
    }

    @GetMapping(PATH + ".yaml")
    ResponseEntity<byte[]> yaml() {
        return answer(MediaType.APPLICATION_YAML, description.yaml());
    }

    private static ResponseEntity<byte[]> answer(MediaType type, byte[] body) {
        return ResponseEntity.ok().contentType(type).body(body);
    }
}
