package io.earshot.scoring.stream;

import io.earshot.scoring.access.Caller;
import io.earshot.scoring.access.Callers;
import java.time.Clock;
import java.util.List;
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

/** {@code GET /v1/scores/stream}. */
@RestController
class StreamController {

    private final ScoreStreams streams;
    private final Callers callers;
    private final Clock clock;

    StreamController(ScoreStreams streams, Callers callers, Clock clock) {
        this.streams = streams;
        this.callers = callers;
        this.clock = clock;
    }

    @GetMapping("/v1/scores/stream")
    ResponseEntity<Flux<ServerSentEvent<String>>> stream(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam MultiValueMap<String, String> parameters) {
        List<Question> questions = StreamQuestions.parse(caller.store(), parameters, clock);
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                // a proxy that gathers the answer first would never pass it on
                .header("X-Accel-Buffering", "no")
                .body(streams.open(questions, lastEventId, () -> callers.areStillAllowed(caller)));
    }
}
