package io.earshot.scoring.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Fault;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemHandlerTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    static Stream<Throwable> failures() {
        return Stream.of(
                new BadQueryException(List.of(new Fault("metric", "missing"), new Fault("window", "2d"))),
                new MethodNotAllowedException(HttpMethod.POST, List.of(HttpMethod.GET)),
                new NotAcceptableStatusException(List.of()),
                new ResponseStatusException(HttpStatus.BAD_REQUEST),
                new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE),
                new StoreUnavailableException("away", null),
                new IllegalStateException("unforeseen"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void titlesProblemsAsThePageAboutThemDoes(Throwable failure) throws IOException {
        JsonNode problem = problem(failure);

        assertThat(Files.readString(Path.of("../docs/problems.md")))
                .contains("{\"type\": %s, \"title\": %s, \"status\": %s,"
                        .formatted(problem.path("type"), problem.path("title"), problem.path("status")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsNothingOfTheAddress(Throwable failure) {
        assertThat(problem(failure).toString()).doesNotContain("sk_secret");
    }

    @Test
    void countsTheFaults() {
        JsonNode problem = problem(new BadQueryException(List.of(new Fault("metric", "missing"))));

        assertThat(problem.path("detail").asString()).isEqualTo("1 fault");
        assertThat(problem.path("errors").size()).isEqualTo(1);
        assertThat(problem(new ResponseStatusException(HttpStatus.NOT_FOUND))
                        .path("title")
                        .asString())
                .isEqualTo("Not found");
    }

    private static JsonNode problem(Throwable failure) {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("/v1/scores?key=sk_secret"));
        new ProblemHandler(JSON).handle(exchange, failure).block();
        return JSON.readTree(exchange.getResponse().getBodyAsString().block());
    }
}
