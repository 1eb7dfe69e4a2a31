package io.earshot.alerts.settings;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.channels.ChannelDesk;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.teams.TeamDesk;
import java.util.HashMap;
import java.util.Map;
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

/** The pages on which people say who sees to cases, and when they work. */
@Controller
@RequestMapping(path = "/settings/teams", produces = MediaType.TEXT_HTML_VALUE)
final class TeamPagesController {

    private static final String LIST = "/settings/teams";

    private final TeamDesk teams;
    private final ChannelDesk channels;
    private final Answers answers;

    TeamPagesController(TeamDesk teams, ChannelDesk channels, Answers answers) {
        this.teams = teams;
        this.channels = channels;
        this.answers = answers;
    }

    @GetMapping
    Mono<Rendering> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return answers.asked(() -> Answers.page("teams", HttpStatus.OK, Map.of("teams", teams.list(caller))));
    }

    @GetMapping("/new")
    Mono<Rendering> blank(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return answers.asked(() -> page(caller, HttpStatus.OK, "", TeamForm.blank()));
    }

    @GetMapping("/{name}")
    Mono<Rendering> edit(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return answers.asked(() -> page(caller, HttpStatus.OK, name, TeamForm.of(teams.get(caller, name))));
    }

    /** @param name of the team, empty for a new one */
    private Rendering page(Caller caller, HttpStatusCode status, String name, Form form) {
        Map<String, Object> model = new HashMap<>();
        model.put("title", name.isEmpty() ? "New team" : name);
        model.put("name", name);
        model.put("form", form);
        model.put("channels", channels.list(caller));
        model.put("days", TeamForm.DAYS);
        return Answers.page("team", status, model);
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
                teams.create(caller, TeamForm.read(form, true));
            } else {
                teams.change(caller, name, TeamForm.read(form, false));
            }
            return Answers.goTo(LIST);
        } catch (ProblemException e) {
            if (e.status() == HttpStatus.NOT_FOUND) {
                throw e;
            }
            return page(caller, e.status(), name, form.with(e, TeamForm::field));
        }
    }

    @PostMapping("/{name}/delete")
    Mono<Rendering> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return answers.asked(() -> {
            teams.delete(caller, name);
            return Answers.goTo(LIST);
        });
    }
}
