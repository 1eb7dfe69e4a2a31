package io.earshot.ingest.http;

import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers whose body is bytes already: no message writer has to be found for them. */
public final class Answer {

    static final MediaType PROBLEM = MediaType.APPLICATION_PROBLEM_JSON;

    private Answer() {}

    /** A JSON body. */
    public static Mono<ServerResponse> json(int status, Map<String, String> headers, byte[] body) {
        return answer(status, headers, MediaType.APPLICATION_JSON, body);
    }

    /** A problem with its status and headers. */
    public static Mono<ServerResponse> problem(Problem problem) {
        return answer(problem.status(), problem.headers(), PROBLEM, JsonText.of(problem::write));
    }

    private static Mono<ServerResponse> answer(int status, Map<String, String> headers, MediaType type, byte[] body) {
        return ServerResponse.status(status)
                .headers(all -> headers.forEach(all::set))
                .build((exchange, context) -> write(exchange.getResponse(), type, body));
    }

    static Mono<Void> write(ServerHttpResponse response, MediaType type, byte[] body) {
        response.getHeaders().setContentType(type);
        response.getHeaders().setContentLength(body.length);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }
}
