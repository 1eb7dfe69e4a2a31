package io.earshot.alerts.inbox;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.cases.Casework;
import io.earshot.alerts.deliveries.DeliveryDesk;
import io.earshot.alerts.problem.ProblemException;
import java.util.concurrent.Callable;
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
        return exchange.getFormData().flatMap(form -> asked(() -> changed(caller, id, Wish.read(form))));
    }

    private Rendering changed(Caller caller, String id, Wish wish) {
        try {
            if (!wish.isEmpty()) {
                casework.change(caller, id, wish.version(), wish.patch());
            }
            return back(id);
        } catch (ProblemException e) {
            if (e.status() == HttpStatus.PRECONDITION_FAILED) {
                return view(page.overtaken(caller, id, wish));
            }
            return view(page.refused(caller, id, told(e), Draft.ofChange(wish, told(e))));
        }
    }

    @PostMapping("/notes")
    Mono<Rendering> note(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        return exchange.getFormData().flatMap(form -> asked(() -> noted(caller, id, form)));
    }

    private Rendering noted(Caller caller, String id, MultiValueMap<String, String> form) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        // a browser sends line breaks as two characters
        note.put("text", form.toSingleValueMap().getOrDefault("text", "").replace("\r\n", "\n"));
        note.put("id", form.getFirst("noteId"));
        try {
            casework.note(caller, id, note);
            return back(id);
        } catch (ProblemException e) {
            return view(page.refused(caller, id, told(e), Draft.ofNote(form, told(e))));
        }
    }

    @PostMapping("/deliveries/{delivery}")
    Mono<Rendering> redeliver(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id, @PathVariable String delivery) {
        return asked(() -> {
            try {
                deliveries.redeliver(caller, delivery);
                return back(id);
            } catch (ProblemException e) {
                return view(page.refused(caller, id, told(e), Draft.ofChange(Wish.none(), told(e))));
            }
        });
    }

    /** What a page with the case can tell of; where there is no case, there is no page. */
    private static ProblemException told(ProblemException problem) {
        if (problem.status() == HttpStatus.NOT_FOUND) {
            throw problem;
        }
        return problem;
    }

    private static Rendering view(CasePage.Shown shown) {
        return Rendering.view("inbox/case")
                .modelAttribute("shown", shown)
                .modelAttribute("story", shown.story())
                .modelAttribute("draft", shown.draft())
                .status(shown.status())
                .build();
    }

    private static Rendering back(String id) {
        return Rendering.redirectTo("/cases/" + id).status(HttpStatus.SEE_OTHER).build();
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
