package io.earshot.alerts.signin;

import io.earshot.alerts.problem.Trouble;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers what failed with a page, in the frame of all pages, where a person is there to read it: on every path but those of the API and of
 * operators, to who accepts HTML, and to the scripts of pages, which show the words of it. All else is left to the problem details.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 9) // before the problem details
final class ErrorPages implements WebExceptionHandler {

    private final Pages pages;
    private final Clock clock;

    ErrorPages(Pages pages, Clock clock) {
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || !isReadByAPerson(exchange)) {
            return Mono.error(failure);
        }
        Trouble trouble = Trouble.of(failure);
        trouble.log(exchange.getRequest());
        response.getHeaders().clearContentHeaders();
        trouble.headers().forEach(response.getHeaders()::set);
        return pages.answer(exchange, trouble.status(), "problem", model(exchange.getRequest(), trouble));
    }

    private static boolean isReadByAPerson(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        // the gate has put a frame around whatever is no API
        return exchange.getAttribute(Frame.ATTRIBUTE) != null && (Htmx.isPart(request) || Htmx.wantsPage(request));
    }

    private Map<String, Object> model(ServerHttpRequest request, Trouble trouble) {
        Map<String, Object> model = new HashMap<>();
        model.put("title", trouble.title());
        model.put("advice", advice(trouble.status().value()));
        model.put("detail", detail(request, trouble));
        model.put("faults", trouble.faults());
        if (trouble.status().is5xxServerError() && Htmx.isReading(request)) {
            model.put("again", NextPath.askedFor(request).path());
        }
        return model;
    }

    private static String detail(ServerHttpRequest request, Trouble trouble) {
        // Spring's own words are about handlers and resources
        return trouble.status().value() == HttpStatus.NOT_FOUND.value()
                        && trouble.failure() instanceof ResponseStatusException
                ? "There is no page " + request.getPath().value()
                : trouble.detail();
    }

    /** What to do next. */
    private String advice(int status) {
        return switch (status) {
            case 400, 413, 415 -> "Nothing was done. Go back, look at what you entered, and send it again.";
            case 403 ->
                "Nothing was done. Go back, load the page again, and try once more."
                        + " If it is refused again, tell who runs Earshot.";
            case 404 -> "Look at the address: a part of it may be missing. Or go on from here.";
            case 405 -> "This address is not one to open or to send something to. Go on from here.";
            case 503 -> "Nothing is lost. Try again in a moment.";
            default ->
                status < 500
                        ? "Go back and try again, or go on from here."
                        : "This is no fault of yours. Try again in a moment. If it stays so, tell who runs Earshot what you did,"
                                + " and that it was at " + clock.instant().truncatedTo(ChronoUnit.SECONDS) + ".";
        };
    }
}
