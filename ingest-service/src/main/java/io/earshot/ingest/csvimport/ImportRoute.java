package io.earshot.ingest.csvimport;

import io.earshot.access.Scope;
import io.earshot.ingest.access.Caller;
import io.earshot.ingest.access.GuardedRoutes;
import io.earshot.ingest.http.Body;
import io.earshot.ingest.http.Gunzip;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.http.SlowRequests;
import io.earshot.ingest.item.Endpoint;
import io.earshot.ingest.item.ItemCounters;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.ingest.item.Reception;
import io.earshot.ingest.limit.Pace;
import io.earshot.ingest.limit.RateLimits;
import io.earshot.ingest.publish.Publisher;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code POST /v1/feedback/import}: a CSV file of any length, answered with a line of progress a second. */
@Configuration(proxyBeanMethods = false)
class ImportRoute {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MOST_CHUNKS_UNDER_WAY = 4;

    private final Publisher publisher;
    private final Counters counters;
    private final Clock clock;
    private final ImportSettings settings;
    private final RunningImports running;
    private final RateLimits limits;

    ImportRoute(
            Publisher publisher,
            ItemCounters counters,
            Clock clock,
            ImportSettings settings,
            RunningImports running,
            RateLimits limits) {
        this.publisher = publisher;
        this.counters = counters.at(Endpoint.IMPORT);
        this.clock = clock;
        this.settings = settings;
        this.running = running;
        this.limits = limits;
    }

    @Bean
    RouterFunction<ServerResponse> postImport(GuardedRoutes routes) {
        return routes.post("/v1/feedback/import", this::post, Scope.INGEST);
    }

    private Mono<ServerResponse> post(ServerRequest request) {
        ServerHttpRequest http = request.exchange().getRequest();
        Body.requireType(http, CSV);
        ColumnMapping mapping = ColumnMapping.parse(http.getQueryParams(), clock);
        return Mono.defer(() -> {
            SlowRequests.allow(http);
            ImportRun run = start(http, mapping, Caller.of(request), limits.pace(request));
            return Mono.fromFuture(run.started())
                    .doOnCancel(run::stop)
                    .flatMap(progress -> ServerResponse.ok()
                            .contentType(MediaType.APPLICATION_NDJSON)
                            .build((exchange, context) -> write(exchange.getResponse(), run, progress)));
        });
    }

    private ImportRun start(ServerHttpRequest request, ColumnMapping mapping, Caller caller, Pace pace) {
        ImportProgress progress = new ImportProgress();
        RowShipper shipper = new RowShipper(publisher, counters, progress, settings.retryFor(), chunksUnderWay(), pace);
        BodyInput body = new BodyInput(request.getBody(), settings.idle());
        InputStream file = Body.isGzip(request) ? new Gunzip(body) : body;
        ImportRun run =
                new ImportRun(body, file, mapping, () -> new Reception(caller, clock), counters, progress, shipper);
        running.start(run).ifPresent(refusal -> {
            run.discard();
            throw new ProblemException(refusal);
        });
        return run;
    }

    /** What hides Kafka's latency, within half of the room for items: all imports together leave the rest to posts and batches. */
    private int chunksUnderWay() {
        int share = publisher.mostInFlight() / 2 / settings.atOnce() / RowShipper.CHUNK;
        return Math.max(1, Math.min(share, MOST_CHUNKS_UNDER_WAY));
    }

    private static Mono<Void> write(ServerHttpResponse response, ImportRun run, ImportProgress progress) {
        Mono<byte[]> last = Mono.fromFuture(run.ended(), true);
        Flux<byte[]> lines = Flux.interval(TICK)
                .onBackpressureDrop()
                .map(tick -> progress.running())
                .takeUntilOther(last)
                .concatWith(last)
                .doOnCancel(run::stop);
        Flux<Mono<DataBuffer>> flushed =
                lines.map(line -> Mono.just(response.bufferFactory().wrap(line)));
        return response.writeAndFlushWith(flushed);
    }
}
