package io.earshot.ingest.batch;

import io.earshot.access.Scope;
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
import io.earshot.ingest.publish.Receipt;
import java.time.Clock;
import java.util.BitSet;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code POST /v1/feedback/batch}: up to 1,000 items, one hand-over to Kafka and one answer for all of them. */
@Configuration(proxyBeanMethods = false)
class BatchRoute {

    /** The most bytes of a batch: 4 MiB. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final MediaType[] TYPES = {MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON};

    private final Publisher publisher;
    private final Counters counters;
    private final Clock clock;
    private final BodyMemory memory;
    private final RateLimits limits;
    private final PostedJson posted;

    BatchRoute(
            Publisher publisher,
            ItemCounters counters,
            Clock clock,
            BatchSettings settings,
            RateLimits limits,
            PostedJson posted) {
        this.publisher = publisher;
        this.counters = counters.at(Endpoint.BATCH);
        this.clock = clock;
        this.memory = new BodyMemory(settings.memory().toBytes());
        this.limits = limits;
        this.posted = posted;
    }

    @Bean
    RouterFunction<ServerResponse> postBatch(GuardedRoutes routes) {
        return routes.post("/v1/feedback/batch", this::post, Scope.INGEST);
    }

    private Mono<ServerResponse> post(ServerRequest request) {
        ServerHttpRequest http = request.exchange().getRequest();
        return Mono.using(
                memory::lease,
                lease -> Body.read(http, MOST_BYTES, lease::take, TYPES)
                        // milliseconds of work for a large batch: not on an event loop, where others wait
                        .publishOn(Schedulers.parallel())
                        .map(body -> Body.inflated(http, body, MOST_BYTES, lease::take))
                        .map(body -> read(body, request))
                        .doOnError(this::countRefused)
                        .flatMap(batch -> admit(request, batch)),
                BodyMemory.Lease::close);
    }

    private Mono<ServerResponse> admit(ServerRequest request, Batch batch) {
        Optional<Problem> refusal = limits.charge(request, batch.size());
        if (refusal.isPresent()) {
            counters.limit(batch.size());
            return Answer.problem(refusal.get());
        }
        return publish(batch).flatMap(answer -> Answer.json(answer.status(), answer.headers(), answer.body()));
    }

    private Batch read(byte[] body, ServerRequest request) {
        Reception reception = new Reception(Caller.of(request), clock);
        MediaType type = request.exchange().getRequest().getHeaders().getContentType();
        return MediaType.APPLICATION_NDJSON.equalsTypeAndSubtype(type)
                ? LinesReader.read(posted, body, reception)
                : ArrayReader.read(posted, body, reception);
    }

    private void countRefused(Throwable error) {
        int status = Problems.of(error).status();
        if (status == 503) {
            counters.receive(1);
            counters.settle(0, 1);
        } else if (status < 500) {
            counters.reject(1);
        }
    }

    private Mono<BatchAnswer> publish(Batch batch) {
        counters.reject(batch.bad().size());
        if (batch.good().isEmpty()) {
            return Mono.just(new BatchAnswer(0, batch.results(new Receipt(0, new BitSet()))));
        }
        // Kafka's own thread settles: the answer for a thousand items is not for it to write
        return counters.publish(publisher, batch.good())
                .publishOn(Schedulers.parallel())
                .map(settled -> new BatchAnswer(settled.accepted(), batch.results(settled)));
    }
}
