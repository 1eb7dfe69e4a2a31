package io.earshot.alerts.stream;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.access.Callers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** {@code GET /v1/cases/stream}. */
@RestController
final class StreamController {

    private final CaseStreams streams;
    private final Callers callers;

    StreamController(CaseStreams streams, Callers callers) {
        this.streams = streams;
        this.callers = callers;
    }

    @GetMapping("/v1/cases/stream")
    ResponseEntity<Flux<ServerSentEvent<String>>> stream(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam MultiValueMap<String, String> parameters) {
        StreamQuery query = StreamQuery.read(parameters);
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                // a proxy that gathers the answer first would never pass it on
                .header("X-Accel-Buffering", "no")
                .body(streams.open(caller.store(), query, lastEventId, () -> callers.areStillAllowed(caller)));
    }
}
