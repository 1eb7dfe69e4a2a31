package io.earshot.alerts.inbox;

import io.earshot.alerts.problem.Trouble;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What people see where a page can't be had: the same frame with the reason, and what they typed, to be sent again with one click. A page that is away
 * for a moment comes back by itself.
 */
@ControllerAdvice(basePackages = {"io.earshot.alerts.inbox", "io.earshot.alerts.settings"})
final class PageFaults {

    @ExceptionHandler(Exception.class)
    Mono<Rendering> fault(Exception failure, ServerWebExchange exchange) {
        Trouble trouble = Trouble.of(failure);
        trouble.log(exchange.getRequest());
        return exchange.getFormData()
                .map(form -> Rendering.view("inbox/fault")
                        .modelAttribute("trouble", trouble)
                        .modelAttribute("path", exchange.getRequest().getURI().getRawPath())
                        .modelAttribute("isAway", trouble.status() == HttpStatus.SERVICE_UNAVAILABLE)
                        .modelAttribute("isReading", exchange.getRequest().getMethod() == HttpMethod.GET)
                        .modelAttribute(
                                "typed",
                                form.entrySet().stream()
                                        .filter(field -> !field.getValue().isEmpty())
                                        .map(field -> Map.entry(
                                                field.getKey(), field.getValue().get(0)))
                                        .toList())
                        .status(trouble.status())
                        .build());
    }
}
