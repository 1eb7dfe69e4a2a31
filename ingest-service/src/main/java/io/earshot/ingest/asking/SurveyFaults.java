package io.earshot.ingest.asking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.Problems;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Tells customers by a page, too, what goes wrong where {@link SurveyRoutes} are not asked or fail themselves: an address below the page's, a method
 * that it does not take, an error that nobody foresaw. Programs are left to the problem details, and so is every other path.
 */
@Component
@Order(-3) // before the problem details
final class SurveyFaults implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SurveyFaults.class);
    private static final PathPattern SURVEY = PathPatternParser.defaultInstance.parse("/survey/**");

    private final SurveyPages pages;

    SurveyFaults(SurveyPages pages) {
        this.pages = pages;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted() || !isOfACustomer(request) || isClientAway(error)) {
            return Mono.error(error);
        }
        Problem problem = Problems.of(error);
        if (problem.status() == 500) {
            // the path alone: the query holds an access key
            LOG.error("{} {} failed", request.getMethod(), request.getPath().value(), error);
        }
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        SurveyPages.describe(response.getHeaders());
        problem.headers().forEach(response.getHeaders()::set);
        String page =
                pages.page(request, SurveyLink.of(request.getQueryParams())).refused(problem);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(page.getBytes(UTF_8))));
    }

    private static boolean isOfACustomer(ServerHttpRequest request) {
        return SURVEY.matches(request.getPath().pathWithinApplication())
                && request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }

    private static boolean isClientAway(Throwable error) {
        return error instanceof IOException || DisconnectedClientHelper.isClientDisconnectedException(error);
    }
}
