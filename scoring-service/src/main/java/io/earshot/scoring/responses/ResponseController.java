package io.earshot.scoring.responses;

import io.earshot.scoring.access.AccessFilter;
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

    private final Answers answers;

    ResponseController(Answers answers) {
        this.answers = answers;
    }

    @GetMapping("/v1/responses")
    Mono<Map<String, Object>> responses(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        return answers.page(store, parameters).map(ResponseController::answer);
    }

    private static Map<String, Object> answer(Answers.Page page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("responses", page.answers());
        if (page.next() != null) {
            answer.put("next", page.next());
        }
        return answer;
    }
}
