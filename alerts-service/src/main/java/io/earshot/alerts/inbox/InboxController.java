package io.earshot.alerts.inbox;

import io.earshot.alerts.access.Caller;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** {@code GET /}: the cases of the reader's store. Scripts that keep the page up to date read the same address again. */
@Controller
final class InboxController {

    private final Inbox inbox;
    private final Scheduler scheduler;

    InboxController(Inbox inbox, Scheduler storeScheduler) {
        this.inbox = inbox;
        this.scheduler = storeScheduler;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    Mono<Rendering> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        InboxQuery query = InboxQuery.read(parameters);
        return Mono.fromCallable(() -> inbox.show(caller, query))
                .subscribeOn(scheduler)
                .map(shown -> Rendering.view("inbox/list")
                        .modelAttribute("shown", shown)
                        .modelAttribute("query", query)
                        .modelAttribute("me", caller.name())
                        .build());
    }
}
