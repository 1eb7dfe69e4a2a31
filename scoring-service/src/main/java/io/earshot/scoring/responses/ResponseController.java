package io.earshot.scoring.responses;

import io.earshot.scoring.access.AccessFilter;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code GET /v1/responses}. */
@RestController
class ResponseController {

    /** Rows that one request looks at: a page ends early rather than to go through a year for a rare word. */
    private static final int MOST_ROWS = 10_000;

    private final CassandraConnection connection;
    private final Clock clock;

    ResponseController(CassandraConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    @GetMapping("/v1/responses")
    Mono<Map<String, Object>> responses(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        ResponsesQuery query = ResponsesQuery.parse(parameters, clock);
        ScoringStore scoring = connection
                .storeNow()
                .orElseThrow(() -> new StoreUnavailableException("Cassandra has not been reached yet", null));
        return new ResponseScan(scoring, store, query, clock.instant(), MOST_ROWS)
                .page()
                .map(ResponseController::answer);
    }

    private static Map<String, Object> answer(ResponseScan.Page page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("responses", page.responses().stream().map(ResponseJson::of).toList());
        if (page.next() != null) {
            answer.put("next", Cursor.write(page.next()));
        }
        return answer;
    }
}
