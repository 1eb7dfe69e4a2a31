package io.earshot.alerts.settings;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.channels.ChannelDesk;
import io.earshot.alerts.channels.ChannelView;
import io.earshot.alerts.deliveries.DeliveryDesk;
import io.earshot.alerts.deliveries.DeliveryView;
import io.earshot.alerts.message.Words;
import io.earshot.alerts.problem.ProblemException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page with what the channels are and were owed, where people send it again. */
@Controller
@RequestMapping(path = "/settings/messages", produces = MediaType.TEXT_HTML_VALUE)
final class MessagePagesController {

    private static final List<String> FILTERS = List.of("status", "channel", "cursor");

    private final DeliveryDesk deliveries;
    private final ChannelDesk channels;
    private final Answers answers;

    MessagePagesController(DeliveryDesk deliveries, ChannelDesk channels, Answers answers) {
        this.deliveries = deliveries;
        this.channels = channels;
        this.answers = answers;
    }

    /**
     * A message in the list.
     *
     * @param at when what it tells of happened, for the attribute and in words
     */
    record Row(
            String id,
            @Nullable UUID caseId,
            String channel,
            boolean isThere,
            String event,
            String at,
            String words,
            String status,
            String tone,
            String attempts,
            String result) {

        static Row of(DeliveryView view, Map<UUID, String> names) {
            String name = view.channel() == null ? null : names.get(view.channel());
            String status = Objects.requireNonNullElse(view.status(), "");
            return new Row(
                    view.id(),
                    view.caseId(),
                    name == null ? "a channel that is gone" : name,
                    name != null,
                    Objects.requireNonNullElse(view.event(), ""),
                    view.at() == null ? "" : view.at().toString(),
                    view.at() == null ? "" : Words.time(view.at(), ZoneOffset.UTC),
                    status,
                    switch (status) {
                        case "delivered" -> "good";
                        case "failed" -> "bad";
                        default -> "warn";
                    },
                    Words.count(view.attempts(), "attempt", "attempts"),
                    Objects.requireNonNullElse(view.lastResult(), ""));
        }
    }

    @GetMapping
    Mono<Rendering> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        return answers.asked(() -> page(caller, asked(parameters), HttpStatus.OK, ""));
    }

    private static MultiValueMap<String, String> asked(MultiValueMap<String, String> parameters) {
        MultiValueMap<String, String> asked = new LinkedMultiValueMap<>();
        for (String name : FILTERS) {
            String value = parameters.getFirst(name);
            if (value != null && !value.isBlank()) {
                asked.set(name, value);
            }
        }
        return asked;
    }

    private Rendering page(Caller caller, MultiValueMap<String, String> asked, HttpStatusCode status, String fault) {
        List<ChannelView> there = channels.list(caller);
        Map<UUID, String> names = there.stream().collect(Collectors.toMap(ChannelView::id, ChannelView::name));
        DeliveryDesk.Page found = deliveries.list(caller, asked);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "rows",
                found.deliveries().stream().map(view -> Row.of(view, names)).toList());
        model.put("channels", there);
        model.put("status", asked.toSingleValueMap().getOrDefault("status", ""));
        model.put("channel", asked.toSingleValueMap().getOrDefault("channel", ""));
        model.put("next", found.next() == null ? "" : found.next());
        model.put("fault", fault);
        return Answers.page("messages", status, model);
    }

    @PostMapping("/{id}")
    Mono<Rendering> again(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> answers.asked(() -> {
                    try {
                        deliveries.redeliver(caller, id);
                        return Answers.goTo("/settings/messages");
                    } catch (ProblemException e) {
                        return page(caller, asked(form), e.status(), String.valueOf(e.getMessage()));
                    }
                }));
    }
}
