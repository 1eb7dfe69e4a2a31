package io.earshot.alerts.rulebooks;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.rules.Rule;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/rules}: what makes an item a case. The ETag is that of the store's whole book; {@code If-Match} may be left out. */
@RestController
@RequestMapping("/v1/rules")
final class RulesController {

    private final Rulebooks rulebooks;
    private final Scheduler scheduler;

    RulesController(Rulebooks rulebooks, Scheduler storeScheduler) {
        this.rulebooks = rulebooks;
        this.scheduler = storeScheduler;
    }

    @GetMapping
    Mono<ResponseEntity<ObjectNode>> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() -> all(rulebooks.read(caller.store())));
    }

    @GetMapping("/{name}")
    Mono<ResponseEntity<ObjectNode>> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> one(rulebooks.read(caller.store()), name, HttpStatus.OK));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ObjectNode>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestParam(required = false) @Nullable String before,
            @RequestBody JsonNode body) {
        return asked(() -> {
            Rule rule = RuleJson.read(body, null);
            return one(change(caller, match, book -> book.with(rule, before)), rule.name(), HttpStatus.CREATED);
        });
    }

    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ObjectNode>> replace(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String before,
            @RequestBody JsonNode body) {
        return asked(() -> {
            rulebooks.read(caller.store()).require(name);
            Rule rule = RuleJson.read(body, name);
            return one(change(caller, match, book -> book.replacing(rule, before)), name, HttpStatus.OK);
        });
    }

    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> delete(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @PathVariable String name) {
        return asked(() -> {
            Book after = change(caller, match, book -> book.without(name));
            return ResponseEntity.noContent().eTag(tag(after)).build();
        });
    }

    /** Brings back those out of the box that were deleted. */
    @PostMapping("/defaults")
    Mono<ResponseEntity<ObjectNode>> defaults(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        return asked(() -> all(change(caller, match, Book::withDefaults)));
    }

    private Book change(Caller caller, @Nullable String match, Function<Book, List<Rule>> change) {
        Predicate<Book> allowed = match == null
                ? book -> true
                : book -> Stream.of(match.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(tag(book)));
        return rulebooks.change(caller.store(), allowed, change);
    }

    private static ResponseEntity<ObjectNode> all(Book book) {
        return ResponseEntity.ok().eTag(tag(book)).body(book.json());
    }

    private static ResponseEntity<ObjectNode> one(Book book, String name, HttpStatus status) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).eTag(tag(book));
        if (status == HttpStatus.CREATED) {
            answer.location(URI.create("/v1/rules/" + name));
        }
        return answer.body(RuleJson.write(book.require(name)));
    }

    private static String tag(Book book) {
        return "\"" + book.version() + "\"";
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
