package io.earshot.ingest.post;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.earshot.access.Scope;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackJson;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.access.Caller;
import io.earshot.ingest.access.GuardedRoutes;
import io.earshot.ingest.http.Answer;
import io.earshot.ingest.http.Body;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.Problems;
import io.earshot.ingest.item.Endpoint;
import io.earshot.ingest.item.ItemCounters;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.ingest.item.Reception;
import io.earshot.ingest.limit.RateLimits;
import io.earshot.ingest.publish.Publisher;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /v1/feedback}: one item, 202 once Kafka has it. */
@Configuration(proxyBeanMethods = false)
class PostRoute {

    /** Beacons send JSON as text, since that needs no preflight. */
    private static final MediaType[] TYPES = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN};

    private final Publisher publisher;
    private final Counters counters;
    private final Clock clock;
    private final RateLimits limits;
    private final PostedJson posted;

    PostRoute(Publisher publisher, ItemCounters counters, Clock clock, RateLimits limits, PostedJson posted) {
        this.publisher = publisher;
        this.counters = counters.at(Endpoint.POST);
        this.clock = clock;
        this.limits = limits;
        this.posted = posted;
    }

    @Bean
    RouterFunction<ServerResponse> postFeedback(GuardedRoutes routes) {
        return routes.post("/v1/feedback", this::post, Scope.SUBMIT, Scope.INGEST);
    }

    private Mono<ServerResponse> post(ServerRequest request) {
        Optional<Problem> refusal = limits.charge(request, 1);
        if (refusal.isPresent()) {
            counters.limit(1);
            return Answer.problem(refusal.get());
        }
        ServerHttpRequest http = request.exchange().getRequest();
        return Body.read(http, FeedbackJson.MOST_BYTES, TYPES)
                .map(body -> Body.inflated(http, body, FeedbackJson.MOST_BYTES))
                .map(json -> new Reception(Caller.of(request), clock).read(posted, json))
                .doOnError(this::countRefused)
                .flatMap(this::publish);
    }

    private void countRefused(Throwable error) {
        if (Problems.of(error).status() < 500) {
            counters.reject(1);
        }
    }

    private Mono<ServerResponse> publish(Submitted item) {
        Feedback feedback = item.feedback();
        return counters.publish(publisher, List.of(item))
                .flatMap(settled -> settled.accepted() == 1
                        ? Answer.json(202, Map.of(), accepted(feedback))
                        : Answer.problem(Problem.notPublished(feedback.id(), feedback.revision())));
    }

    private static byte[] accepted(Feedback feedback) {
        // an id has no character that JSON would escape
        return ("{\"id\":\"" + feedback.id() + "\",\"revision\":" + feedback.revision() + '}').getBytes(US_ASCII);
    }
}
