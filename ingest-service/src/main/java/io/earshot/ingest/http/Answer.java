package io.earshot.ingest.http;

import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.CollectionUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
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
        return Mono.just(new ReadyAnswer(HttpStatusCode.valueOf(status), headers, type, body));
    }

    /** An answer that is complete as it stands. The builder of Spring makes three objects and copies the headers twice to get there. */
    private record ReadyAnswer(HttpStatusCode statusCode, Map<String, String> told, MediaType type, byte[] body)
            implements ServerResponse {

        @Override
        public HttpHeaders headers() {
            HttpHeaders headers = new HttpHeaders();
            told.forEach(headers::set);
            return headers;
        }

        @Override
        public MultiValueMap<String, ResponseCookie> cookies() {
            return CollectionUtils.toMultiValueMap(Map.of());
        }

        @Override
        public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
            ServerHttpResponse response = exchange.getResponse();
            response.setStatusCode(statusCode);
            told.forEach(response.getHeaders()::set);
            return write(response, type, body);
        }
    }

    static Mono<Void> write(ServerHttpResponse response, MediaType type, byte[] body) {
        response.getHeaders().setContentType(type);
        response.getHeaders().setContentLength(body.length);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }
}
