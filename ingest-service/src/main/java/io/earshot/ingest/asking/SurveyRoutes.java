package io.earshot.ingest.asking;

import com.github.f4b6a3.uuid.UuidCreator;
import io.earshot.access.Scope;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackJson;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.feedback.Survey;
import io.earshot.ingest.access.Caller;
import io.earshot.ingest.access.GuardedRoutes;
import io.earshot.ingest.http.Body;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.http.Problems;
import io.earshot.ingest.item.Endpoint;
import io.earshot.ingest.item.ItemCounters;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.ingest.item.Reception;
import io.earshot.ingest.limit.RateLimits;
import io.earshot.ingest.publish.Publisher;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code GET /survey} asks, {@code POST /survey} takes the answer on the way of every other item: key and origin, rate, checks, Kafka; then it
 * leads on to a page that thanks, so that a reload sends nothing. What goes wrong is told by a page as well.
 */
@Configuration(proxyBeanMethods = false)
class SurveyRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(SurveyRoutes.class);

    /** An answer that every scale has: a link that can't have one is told before it is answered. */
    private static final SurveyForm ANY_SCALE = new SurveyForm("5", "");

    private final Revisions revisions = new Revisions();
    private final Publisher publisher;
    private final Counters counters;
    private final Clock clock;
    private final RateLimits limits;
    private final SurveyPages pages;

    SurveyRoutes(Publisher publisher, ItemCounters counters, Clock clock, RateLimits limits, SurveyPages pages) {
        this.publisher = publisher;
        this.counters = counters.at(Endpoint.PAGE);
        this.clock = clock;
        this.limits = limits;
        this.pages = pages;
    }

    @Bean
    RouterFunction<ServerResponse> survey(GuardedRoutes routes) {
        return routes.openGet("/survey", request -> show(request, routes.knowsKey(request)))
                .and(routes.postForm("/survey", this::take, this::refuse, Scope.SUBMIT))
                .and(routes.openGet("/survey.css", pages.look()::answer));
    }

    private Mono<ServerResponse> show(ServerRequest request, boolean isKeyKnown) {
        SurveyLink link = SurveyLink.of(request.queryParams());
        if (!isKeyKnown) {
            return refuse(
                    request, Problem.unauthorized("the access key of the link is not known (expected: key=pk_…)"));
        }
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        Feedback asked;
        try {
            asked = link.draft(ANY_SCALE, 0, pages.speech(request.exchange().getRequest(), link))
                    .build(() -> id, clock);
        } catch (InvalidFeedbackException e) {
            return refuse(request, Problems.of(e));
        }
        SurveyPage page = page(request, link.withId(asked.id()));
        return answer(HttpStatus.OK, link.isSent() ? page.thanks() : page.question((Survey) asked));
    }

    private Mono<ServerResponse> take(ServerRequest request) {
        ServerHttpRequest http = request.exchange().getRequest();
        return Body.read(http, SurveyForm.MOST_BYTES, MediaType.APPLICATION_FORM_URLENCODED)
                .map(body -> SurveyForm.parse(Body.inflated(http, body, SurveyForm.MOST_BYTES)))
                .doOnError(this::countRefused)
                // only then the rate: what a customer typed is not to be lost to it
                .flatMap(form -> take(request, SurveyLink.of(request.queryParams()), form))
                .onErrorResume(error -> refuse(request, problem(error)));
    }

    private Mono<ServerResponse> take(ServerRequest request, SurveyLink link, SurveyForm form) {
        Optional<Problem> refusal = limits.charge(request, 1);
        if (refusal.isPresent()) {
            counters.limit(1);
            return tryAgain(request, link, form, refusal.get());
        }
        Submitted item = read(request, link, form);
        return counters.publish(publisher, List.of(item))
                .flatMap(settled -> settled.accepted() == 1
                        ? thank(link.withId(item.feedback().id())
                                .toThanks(form.score(), item.feedback().revision()))
                        : tryAgain(
                                request,
                                link.withId(item.feedback().id()),
                                form,
                                Problem.notPublished(
                                        item.feedback().id(), item.feedback().revision())));
    }

    private Submitted read(ServerRequest request, SurveyLink link, SurveyForm form) {
        try {
            Caller caller = Caller.of(request);
            int revision = revisions.next(caller.store(), link, clock.instant());
            Submitted item = new Reception(caller, clock)
                    .build(link.draft(
                            form, revision, pages.speech(request.exchange().getRequest(), link)));
            if (FeedbackJson.write(item.feedback()).length > FeedbackJson.MOST_BYTES) {
                throw new ProblemException(Problem.tooLarge("the answer has more than " + FeedbackJson.MOST_BYTES / 1024
                        + " KiB as JSON (expected: at most that)"));
            }
            return item;
        } catch (RuntimeException e) {
            countRefused(e);
            throw e;
        }
    }

    private void countRefused(Throwable error) {
        if (Problems.of(error).status() < 500) {
            counters.reject(1);
        }
    }

    private static Problem problem(Throwable error) {
        Problem problem = Problems.of(error);
        if (problem.status() == 500) {
            // the path alone: the query holds an access key
            LOG.error("POST /survey failed", error);
        }
        return problem;
    }

    private static Mono<ServerResponse> thank(SurveyLink thanks) {
        return ServerResponse.status(HttpStatus.SEE_OTHER)
                .location(URI.create(thanks.address()))
                .cacheControl(CacheControl.noStore())
                .build();
    }

    private Mono<ServerResponse> tryAgain(ServerRequest request, SurveyLink link, SurveyForm form, Problem problem) {
        return answer(problem, page(request, link).tryAgain(form));
    }

    private Mono<ServerResponse> refuse(ServerRequest request, Problem problem) {
        SurveyLink link = SurveyLink.of(request.queryParams());
        return answer(problem, page(request, link).refused(problem));
    }

    private SurveyPage page(ServerRequest request, SurveyLink link) {
        return pages.page(request.exchange().getRequest(), link);
    }

    private static Mono<ServerResponse> answer(Problem problem, String html) {
        ServerResponse.BodyBuilder answer =
                ServerResponse.status(problem.status()).headers(SurveyPages::describe);
        problem.headers().forEach(answer::header);
        return answer.bodyValue(html);
    }

    private static Mono<ServerResponse> answer(HttpStatus status, String html) {
        return ServerResponse.status(status).headers(SurveyPages::describe).bodyValue(html);
    }
}
