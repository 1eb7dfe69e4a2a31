package io.earshot.ingest.apidocs;

import io.earshot.ingest.access.GuardedRoutes;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /v3/api-docs} as JSON, {@code GET /v3/api-docs.yaml} as it was written. */
@Configuration(proxyBeanMethods = false)
class ApiDocsRoute {

    private static final String PATH = "/v3/api-docs";
    private static final MediaType YAML = MediaType.APPLICATION_YAML;

    private final ApiDescription description;

    /** @param build is there where the build wrote it down, as it does for every jar */
    ApiDocsRoute(ApiDocsSettings settings, ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        String version = known == null ? null : known.getVersion();
        this.description = ApiDescription.of(version == null ? "unknown" : version, settings.server());
    }

    @Bean
    RouterFunction<ServerResponse> apiDocs(GuardedRoutes routes) {
        return routes.openGet(PATH, request -> answer(MediaType.APPLICATION_JSON, description.json()))
                .and(routes.openGet(PATH + ".yaml", request -> answer(YAML, description.yaml())));
    }

    private static Mono<ServerResponse> answer(MediaType type, byte[] body) {
        return ServerResponse.ok().contentType(type).bodyValue(body);
    }
}
