package io.earshot.scoring.board;

import io.earshot.feedback.Fault;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import io.earshot.scoring.problem.BadQueryException;
import io.earshot.scoring.problem.Problem;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.result.view.Rendering;

/** What people see instead of a page or a part of it that can't be had: in the same frame, with a way on. */
@ControllerAdvice(assignableTypes = {BoardController.class, ExportController.class})
class BoardFaults {

    private static final String RETRY_SECONDS = "2";

    /** A page of 400 that names every fault and what there is. */
    @ExceptionHandler
    Rendering bad(BadQueryException error, ServerHttpRequest request) {
        return page(HttpStatus.BAD_REQUEST, "There is no such score", error.faults(), request)
                .build();
    }

    /** A page or part of 503 where Cassandra can't be had; what else went wrong in a part is told in its place, too, in a page as everywhere. */
    @ExceptionHandler
    Rendering away(RuntimeException error, ServerHttpRequest request) {
        if (StoreUnavailableException.isSaidBy(error)) {
            return page(HttpStatus.SERVICE_UNAVAILABLE, "The scores can’t be read for the moment", List.of(), request)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build();
        }
        Problem problem = Problem.of(error);
        if (!BoardController.isPart(request) || problem.status() != HttpStatus.INTERNAL_SERVER_ERROR) {
            throw error;
        }
        problem.log();
        return page(problem.status(), "This can’t be shown for the moment", List.of(), request)
                .build();
    }

    private static Rendering.Builder<?> page(
            HttpStatus status, String title, List<Fault> faults, ServerHttpRequest request) {
        boolean part = BoardController.isPart(request);
        Address address = Address.of(request.getQueryParams());
        String path = request.getPath().pathWithinApplication().value();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Rendering.view(part ? "board/parts :: fault" : "board/fault")
                .status(status)
                .modelAttribute("title", title)
                .modelAttribute("faults", faults)
                .modelAttribute("part", address.get("cursor") == null ? name : "")
                .modelAttribute("again", part ? address.part(name) : address.page());
    }
}
