package io.earshot.alerts.settings;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.drops.WatchDesk;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.teams.Teams;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The pages on which people say which scores are watched, and which fall of them makes a case. */
@Controller
@RequestMapping(path = "/settings/watches", produces = MediaType.TEXT_HTML_VALUE)
final class WatchPagesController {

    private static final String LIST = "/settings/watches";

    private final WatchDesk watches;
    private final Teams teams;
    private final Answers answers;

    WatchPagesController(WatchDesk watches, Teams teams, Answers answers) {
        this.watches = watches;
        this.teams = teams;
        this.answers = answers;
    }

    @GetMapping
    Mono<Rendering> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return answers.asked(() -> Answers.page(
                "watches",
                HttpStatus.OK,
                Map.of(
                        "watches",
                        watches.list(caller).stream().map(WatchForm::row).toList())));
    }

    @GetMapping("/new")
    Mono<Rendering> blank(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return answers.asked(() -> page(caller, HttpStatus.OK, "", WatchForm.blank()));
    }

    @GetMapping("/{name}")
    Mono<Rendering> edit(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return answers.asked(() -> page(caller, HttpStatus.OK, name, WatchForm.of(watches.get(caller, name))));
    }

    /** @param name of the watch, empty for a new one */
    private Rendering page(Caller caller, HttpStatusCode status, String name, Form form) {
        Map<String, Object> model = new HashMap<>();
        model.put("title", name.isEmpty() ? "New watch" : name);
        model.put("name", name);
        model.put("form", form);
        model.put("scores", WatchForm.scores());
        model.put("windows", WatchForm.windows(WatchDesk.windows()));
        model.put("teams", teams.names(caller.store()));
        model.put("severities", Stream.of(Severity.values()).map(Severity::slug).toList());
        return Answers.page("watch", status, model);
    }

    @PostMapping("/new")
    Mono<Rendering> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> saved(caller, "", form));
    }

    @PostMapping("/{name}")
    Mono<Rendering> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> saved(caller, name, form));
    }

    private Rendering saved(Caller caller, String name, Form form) {
        try {
            if (name.isEmpty()) {
                watches.create(caller, WatchForm.read(form, true));
            } else {
                watches.change(caller, name, WatchForm.read(form, false));
            }
            return Answers.goTo(LIST);
        } catch (ProblemException e) {
            if (e.status() == HttpStatus.NOT_FOUND) {
                throw e;
            }
            return page(caller, e.status(), name, form.with(e, WatchForm::field));
        }
    }

    @PostMapping("/{name}/delete")
    Mono<Rendering> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return answers.asked(() -> {
            watches.delete(caller, name);
            return Answers.goTo(LIST);
        });
    }
}
