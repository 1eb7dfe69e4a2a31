package io.earshot.alerts.settings;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.channels.ChannelDesk;
import io.earshot.alerts.channels.ChannelType;
import io.earshot.alerts.channels.ChannelView;
import io.earshot.alerts.deliveries.ChannelTests;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The pages on which people say who hears of cases. */
@Controller
@RequestMapping(path = "/settings/channels", produces = MediaType.TEXT_HTML_VALUE)
final class ChannelPagesController {

    private static final String LIST = "/settings/channels";
    private static final List<String> EVENTS = Stream.of(EventType.values())
            .filter(EventType::isOfCase)
            .map(EventType::slug)
            .toList();

    private final ChannelDesk channels;
    private final ChannelTests tests;
    private final Answers answers;

    ChannelPagesController(ChannelDesk channels, ChannelTests tests, Answers answers) {
        this.channels = channels;
        this.tests = tests;
        this.answers = answers;
    }

    @GetMapping
    Mono<Rendering> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return answers.asked(() -> Answers.page("channels", HttpStatus.OK, Map.of("channels", channels.list(caller))));
    }

    @GetMapping("/new")
    Mono<Rendering> blank(@RequestParam(name = "type", defaultValue = "webhook") String type) {
        String known = ChannelType.of(type).orElse(ChannelType.WEBHOOK).slug();
        return Mono.just(page(HttpStatus.OK, null, ChannelForm.blank(known), Map.of()));
    }

    @GetMapping("/{id}")
    Mono<Rendering> edit(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return answers.asked(() -> page(HttpStatus.OK, channels.get(caller, id), Map.of()));
    }

    /**
     * @param more such as a secret that is shown this once, or what came of a test
     */
    private static Rendering page(HttpStatusCode status, ChannelDesk.Shown shown, Map<String, Object> more) {
        return page(status, shown, ChannelForm.of(shown.view()), more);
    }

    private static Rendering page(
            HttpStatusCode status, ChannelDesk.@Nullable Shown shown, Form form, Map<String, Object> more) {
        Map<String, Object> model = new HashMap<>(more);
        model.put(
                "title",
                shown == null
                        ? "New " + form.value("type") + " channel"
                        : shown.view().name());
        model.put("form", form);
        model.put("type", shown == null ? form.value("type") : shown.view().type());
        model.put("events", EVENTS);
        model.put("quiets", Rows.shown(form, "q", 1, PaceForm.MOST_QUIET));
        model.put("isRoomForQuiet", Rows.shown(form, "q", 1, PaceForm.MOST_QUIET) < PaceForm.MOST_QUIET);
        model.put("days", TeamForm.DAYS);
        if (shown != null) {
            ChannelView view = shown.view();
            model.put("channel", view);
            model.put("tag", shown.tag());
            if (view.secret() != null) {
                model.put("secret", view.secret());
            }
        }
        return Answers.page("channel", status, model);
    }

    /** Answers with the page itself: a secret that was made is shown there, and nowhere else. */
    @PostMapping("/new")
    Mono<Rendering> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> {
            if (Rows.isRearranged(form)) {
                return page(HttpStatus.OK, null, form, Map.of());
            }
            try {
                ChannelDesk.Shown made = channels.create(caller, ChannelForm.read(form, true));
                return made.view().secret() == null ? Answers.goTo(LIST) : page(HttpStatus.CREATED, made, Map.of());
            } catch (ProblemException e) {
                return page(e.status(), null, form.with(e, path -> ChannelForm.field(form, path)), Map.of());
            }
        });
    }

    @PostMapping("/{id}")
    Mono<Rendering> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        return answers.sent(exchange, form -> {
            if (Rows.isRearranged(form)) {
                ChannelDesk.Shown there = channels.get(caller, id);
                // saved later it is still of the version that the form began with
                return page(HttpStatus.OK, new ChannelDesk.Shown(form.value("tag"), there.view()), form, Map.of());
            }
            try {
                channels.change(caller, id, form.text("tag"), ChannelForm.read(form, false));
                return Answers.goTo(LIST);
            } catch (ProblemException e) {
                ChannelDesk.Shown now = channels.get(caller, id);
                Form told = e.status() == HttpStatus.PRECONDITION_FAILED
                        ? new Form(
                                form.values(),
                                Map.of(),
                                List.of(
                                        "Somebody changed this channel meanwhile. What you typed is kept: save again to put it in the place of what is there now."))
                        : form.with(e, path -> ChannelForm.field(form, path));
                return page(e.status(), now, told, Map.of());
            }
        });
    }

    @PostMapping("/{id}/secret")
    Mono<Rendering> rotate(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return answers.asked(() -> page(HttpStatus.OK, channels.rotate(caller, id, null), Map.of()));
    }

    @PostMapping("/{id}/test")
    Mono<Rendering> test(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return tests.test(caller, id)
                .flatMap(answer ->
                        answers.asked(() -> page(HttpStatus.OK, channels.get(caller, id), Map.of("tested", answer))));
    }

    @PostMapping("/{id}/delete")
    Mono<Rendering> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return answers.asked(() -> {
            channels.delete(caller, id);
            return Answers.goTo(LIST);
        });
    }
}
