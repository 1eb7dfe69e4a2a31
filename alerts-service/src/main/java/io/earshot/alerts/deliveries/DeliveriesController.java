package io.earshot.alerts.deliveries;

import io.earshot.alerts.access.Caller;
import java.util.concurrent.Callable;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** {@code /v1/deliveries}: what the store's channels are and were owed, and sending it again by hand. */
@RestController
@RequestMapping("/v1/deliveries")
final class DeliveriesController {

    private final DeliveryDesk desk;
    private final Scheduler scheduler;

    DeliveriesController(DeliveryDesk desk, Scheduler storeScheduler) {
        this.desk = desk;
        this.scheduler = storeScheduler;
    }

    @GetMapping
    Mono<DeliveryDesk.Page> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        return asked(() -> desk.list(caller, parameters));
    }

    @GetMapping("/{id}")
    Mono<DeliveryView> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> desk.get(caller, id));
    }

    /** Sends it again, or at once what would be sent later; the answer does not wait for the endpoint. */
    @PostMapping("/{id}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<DeliveryView> redeliver(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> desk.redeliver(caller, id));
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
