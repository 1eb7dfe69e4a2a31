package io.earshot.ingest.removal;

import io.earshot.access.Scope;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.Field;
import io.earshot.ingest.access.Caller;
import io.earshot.ingest.access.GuardedRoutes;
import io.earshot.ingest.http.Answer;
import io.earshot.ingest.http.JsonText;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.item.Endpoint;
import io.earshot.ingest.item.ItemCounters;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.ingest.limit.RateLimits;
import io.earshot.ingest.publish.Publisher;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code DELETE /v1/feedback/{id}} and {@code DELETE /v1/customers/{id}}: events like every item, 202 once Kafka has them. Whether there is such
 * an item or customer is not known here; both can be repeated.
 */
@Configuration(proxyBeanMethods = false)
class RemovalRoutes {

    private final Publisher publisher;
    private final Counters withdrawals;
    private final Counters erasures;
    private final Clock clock;
    private final RateLimits limits;

    RemovalRoutes(Publisher publisher, ItemCounters counters, Clock clock, RateLimits limits) {
        this.publisher = publisher;
        this.withdrawals = counters.at(Endpoint.WITHDRAW);
        this.erasures = counters.at(Endpoint.ERASE);
        this.clock = clock;
        this.limits = limits;
    }

    @Bean
    RouterFunction<ServerResponse> deleteFeedback(GuardedRoutes routes) {
        return routes.delete(
                "/v1/feedback/{id}", request -> remove(request, Field.ID, withdrawals, Withdrawn::new), Scope.INGEST);
    }

    @Bean
    RouterFunction<ServerResponse> deleteCustomer(GuardedRoutes routes) {
        return routes.delete(
                "/v1/customers/{id}",
                request -> remove(request, Field.CUSTOMER_ID, erasures, Erased::new),
                Scope.INGEST);
    }

    private Mono<ServerResponse> remove(
            ServerRequest request, Field field, Counters counters, BiFunction<Origin, String, FeedbackEvent> event) {
        Optional<Problem> refusal = limits.charge(request, 1);
        if (refusal.isPresent()) {
            counters.limit(1);
            return Answer.problem(refusal.get());
        }
        String id;
        try {
            id = checked(PathId.of(request.requestPath()), field);
        } catch (ProblemException e) {
            counters.reject(1);
            throw e;
        }
        Caller caller = Caller.of(request);
        Origin origin = new Origin(caller.store(), clock.instant().truncatedTo(ChronoUnit.MILLIS), caller.via(), false);
        return counters.publish(publisher, List.of(event.apply(origin, id)))
                .flatMap(settled -> settled.accepted() == 1
                        ? Answer.json(202, Map.of(), accepted(id))
                        : Answer.problem(Problem.unavailable(
                                "The removal is not known to be stored. Repeat the DELETE, as often as it takes.")));
    }

    private static String checked(String id, Field field) {
        String fault = field.fault(id);
        if (fault != null) {
            throw PathId.bad(fault);
        }
        return id;
    }

    private static byte[] accepted(String id) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeEndObject();
        });
    }
}
