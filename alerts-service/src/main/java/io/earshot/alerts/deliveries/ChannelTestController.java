package io.earshot.alerts.deliveries;

import io.earshot.alerts.access.Caller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code POST /v1/channels/{id}/test}: one message at once, to see whether the channel works. */
@RestController
final class ChannelTestController {

    private final ChannelTests tests;

    ChannelTestController(ChannelTests tests) {
        this.tests = tests;
    }

    @PostMapping("/v1/channels/{id}/test")
    Mono<ChannelTests.Answer> test(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return tests.test(caller, id);
    }
}
