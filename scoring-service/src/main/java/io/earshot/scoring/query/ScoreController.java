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

/** {@code GET /v1/scores} and {@code GET /v1/scores/trend}. */
@RestController
class ScoreController {

    private final Scores scores;
    private final Trends trends;
    private final Clock clock;

    ScoreController(Scores scores, Trends trends, Clock clock) {
        this.scores = scores;
        this.trends = trends;
        this.clock = clock;
    }

    @GetMapping("/v1/scores")
    Mono<Map<String, @Nullable Object>> score(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        return scores.answer(store, ScoreQuery.parse(parameters, clock));
    }

    @GetMapping("/v1/scores/trend")
    Mono<Map<String, @Nullable Object>> trend(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        return trends.answer(store, TrendQuery.parse(parameters, clock));
    }
}
