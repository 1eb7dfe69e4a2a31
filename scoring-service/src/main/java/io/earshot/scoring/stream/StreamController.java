package io.earshot.scoring.stream;

import io.earshot.access.AccessKey;
import io.earshot.scoring.access.AccessFilter;
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
    private final AccessFilter access;
    private final Clock clock;

    StreamController(ScoreStreams streams, AccessFilter access, Clock clock) {
        this.streams = streams;
        this.access = access;
        this.clock = clock;
    }

    @GetMapping("/v1/scores/stream")
    ResponseEntity<Flux<ServerSentEvent<String>>> stream(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestAttribute(AccessFilter.ACCESS_KEY) AccessKey key,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam MultiValueMap<String, String> parameters) {
        List<Question> questions = StreamQuestions.parse(store, parameters, clock);
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                // a proxy that gathers the answer first would never pass it on
                .header("X-Accel-Buffering", "no")
                .body(streams.open(questions, lastEventId, () -> access.stillAllows(key)));
    }
}
