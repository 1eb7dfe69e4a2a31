package io.earshot.scoring.query;

import io.earshot.scoring.access.AccessFilter;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /v1/scores/segments}. */
@RestController
class SegmentsController {

    private final Segments segments;
    private final Clock clock;

    SegmentsController(Segments segments, Clock clock) {
        this.segments = segments;
        this.clock = clock;
    }

    @GetMapping("/v1/scores/segments")
    Mono<Map<String, @Nullable Object>> segments(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        return segments.answer(store, SegmentsQuery.parse(parameters, clock));
    }
}
