package io.earshot.alerts.settings;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** How the pages of this package answer. */
@Component
final class Answers {

    private final Scheduler scheduler;

    Answers(Scheduler storeScheduler) {
        this.scheduler = storeScheduler;
    }

    /** Has something done that blocks. */
    <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }

    /** Answers a form with something that blocks. */
    Mono<Rendering> sent(ServerWebExchange exchange, Function<Form, Rendering> answer) {
        return exchange.getFormData().flatMap(form -> asked(() -> answer.apply(Form.sent(form))));
    }

    static Rendering page(String template, HttpStatusCode status, Map<String, Object> model) {
        return Rendering.view("settings/" + template)
                .model(model)
                .status(status)
                .build();
    }

    /** After something was done: a page that can be loaded again without doing it twice. */
    static Rendering goTo(String path) {
        return Rendering.redirectTo(path).status(HttpStatus.SEE_OTHER).build();
    }
}
