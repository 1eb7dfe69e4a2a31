package io.earshot.bench.bare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.PostedJson;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Bare WebFlux handlers that parse a posted item and answer 202 with its id and revision: no keys, no limits, no metrics, no Kafka. Two
 * yardsticks, since "parse" can mean either.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BareServer {

    private static final PostedJson POSTED = new PostedJson();

    public static void main(String[] args) {
        SpringApplication.run(BareServer.class, args);
    }

    @Bean
    static RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/tree", BareServer::tree)
                .POST("/item", BareServer::item)
                .build();
    }

    /** As one would write it: Spring's codecs, the body as a Jackson tree, nothing checked. */
    private static Mono<ServerResponse> tree(ServerRequest request) {
        return request.bodyToMono(JsonNode.class)
                .flatMap(item -> ServerResponse.accepted()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of(
                                "id", item.path("id").asString(),
                                "revision", item.path("revision").asInt(0))));
    }

    /** With the service's own streaming codec, which checks every field, and an answer made by hand. */
    private static Mono<ServerResponse> item(ServerRequest request) {
        return request.bodyToMono(byte[].class).flatMap(json -> {
            Feedback item = POSTED.read(json, () -> UUID.randomUUID().toString(), Clock.systemUTC());
            byte[] answer = ("{\"id\":\"" + item.id() + "\",\"revision\":" + item.revision() + '}').getBytes(US_ASCII);
            return ServerResponse.accepted()
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(answer);
        });
    }
}
