package io.earshot.alerts.inbox;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.cases.Casework;
import io.earshot.alerts.deliveries.DeliveryDesk;
import io.earshot.alerts.problem.ProblemException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page of a case. Its forms work without a script, too: what was done leads back to the page, what could not be done answers with the page and what
 * was typed.
 */
@Controller
@RequestMapping(path = "/cases/{id}", produces = MediaType.TEXT_HTML_VALUE)
final class CasePageController {

    private final CasePage page;
    private final Casework casework;
    private final DeliveryDesk deliveries;
    private final Scheduler scheduler;

    CasePageController(CasePage page, Casework casework, DeliveryDesk deliveries, Scheduler storeScheduler) {
        this.page = page;
        this.casework = casework;
        this.deliveries = deliveries;
        this.scheduler = storeScheduler;
    }

    @GetMapping
    Mono<Rendering> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> view(page.show(caller, id)));
    }

    @PostMapping
    Mono<Rendering> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        return sent(exchange, form -> changed(caller, id, Wish.read(form, caller.name()), Draft.typed(form)));
    }

    private Rendering changed(Caller caller, String id, Wish wish, Draft draft) {
        try {
            if (!wish.isEmpty()) {
                casework.change(caller, id, wish.version(), wish.patch());
            }
            return done(caller, id, draft.without(wish));
        } catch (ProblemException e) {
            if (e.status() == HttpStatus.PRECONDITION_FAILED) {
                return view(page.overtaken(caller, id, wish, draft));
            }
            return refused(caller, id, e, draft);
        }
    }

    @PostMapping("/notes")
    Mono<Rendering> note(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        return sent(exchange, form -> noted(caller, id, Draft.typed(form)));
    }

    private Rendering noted(Caller caller, String id, Draft draft) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.put("text", draft.note());
        note.put("id", draft.noteId());
        try {
            casework.note(caller, id, note);
            return done(caller, id, draft.withoutNote());
        } catch (ProblemException e) {
            return refused(caller, id, e, draft);
        }
    }

    @PostMapping("/deliveries/{delivery}")
    Mono<Rendering> redeliver(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String id,
            @PathVariable String delivery,
            ServerWebExchange exchange) {
        return sent(exchange, form -> {
            try {
                deliveries.redeliver(caller, delivery);
                return done(caller, id, Draft.typed(form));
            } catch (ProblemException e) {
                return refused(caller, id, e, Draft.typed(form));
            }
        });
    }

    /** A page that can be loaded again without doing it twice; the page itself where more was typed than was saved. */
    private Rendering done(Caller caller, String id, Draft draft) {
        return draft.isBlank()
                ? Rendering.redirectTo("/cases/" + id)
                        .status(HttpStatus.SEE_OTHER)
                        .build()
                : view(page.kept(caller, id, draft));
    }

    /** The page with what was wrong; where there is no case, there is no page. */
    private Rendering refused(Caller caller, String id, ProblemException problem, Draft draft) {
        if (problem.status() == HttpStatus.NOT_FOUND) {
            throw problem;
        }
        return view(page.refused(caller, id, problem, draft.with(problem)));
    }

    private static Rendering view(CasePage.Shown shown) {
        return Rendering.view("inbox/case")
                .modelAttribute("shown", shown)
                .modelAttribute("story", shown.story())
                .modelAttribute("draft", shown.draft())
                .status(shown.status())
                .build();
    }

    private Mono<Rendering> sent(
            ServerWebExchange exchange, Function<MultiValueMap<String, String>, Rendering> answer) {
        return exchange.getFormData().flatMap(form -> asked(() -> answer.apply(form)));
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
