package io.earshot.alerts.cases;

import io.earshot.alerts.access.Caller;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/cases}: the cases of the caller's store. */
@RestController
@RequestMapping("/v1/cases")
final class CasesController {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final CasePages pages;
    private final CaseDesk desk;
    private final Scheduler scheduler;

    CasesController(CasePages pages, CaseDesk desk, Scheduler storeScheduler) {
        this.pages = pages;
        this.desk = desk;
        this.scheduler = storeScheduler;
    }

    @GetMapping
    Mono<ObjectNode> list(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        CaseQuery query = CaseQuery.read(parameters);
        return asked(() -> pages.page(caller.store(), query));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<ObjectNode>> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> pages.one(caller.store(), id))
                .map(page -> ResponseEntity.ok()
                        // names the version that a change has to match: a copy that somebody kept won't do
                        .cacheControl(CacheControl.noCache())
                        .eTag(page.tag().written())
                        .body(page.json()));
    }

    /** Which version is meant is looked at first, and the body only then. */
    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MERGE_PATCH})
    Mono<ResponseEntity<ObjectNode>> patch(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable List<String> ifMatch,
            @RequestBody(required = false) Mono<JsonNode> body) {
        return asked(() -> desk.meant(caller, id, ifMatch))
                .flatMap(meant -> body.defaultIfEmpty(MissingNode.getInstance())
                        .flatMap(json -> asked(() -> desk.patch(caller, meant, ifMatch, Patch.read(json)))))
                .flatMap(file -> asked(() -> answer(HttpStatus.OK, file, desk.shown(file))));
    }

    @PostMapping(path = "/{id}/notes", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ObjectNode>> note(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id, @RequestBody JsonNode body) {
        return asked(() -> desk.note(caller, id, Note.read(body)))
                .map(noted -> answer(noted.isNew() ? HttpStatus.CREATED : HttpStatus.OK, noted.file(), noted.note()));
    }

    private static ResponseEntity<ObjectNode> answer(HttpStatus status, CaseFile file, ObjectNode body) {
        return ResponseEntity.status(status).eTag(VersionTag.of(file).written()).body(body);
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
