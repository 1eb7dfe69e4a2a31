package io.earshot.scoring.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.scoring.access.AccessFilter;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Interval;
import io.earshot.scoring.query.SegmentList;
import io.earshot.scoring.query.Trend;
import io.earshot.scoring.responses.Answers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * What the board shows, as CSV files. A file is sent as it is read; one that can't be read to its end is broken off, so that nobody takes it for
 * the whole.
 */
@Controller
class ExportController {

    /** The newest answers are exported, no more. */
    static final int MOST_ANSWERS = 10_000;

    private static final int PAGE = 200;
    /** For a rare word, pages may be empty: so many are read at most, and the file says how far that went. */
    private static final int MOST_PAGES = 100;

    private static final String[] ANSWER_COLUMNS = {
        "id",
        "occurredAt",
        "score",
        "title",
        "comment",
        "question",
        "category",
        "source",
        "channel",
        "touchpoint",
        "product",
        "aspect",
        "locale",
        "survey"
    };

    private static final MediaType TEXT_CSV = new MediaType("text", "csv", UTF_8);

    private final BoardReader reader;

    ExportController(BoardReader reader) {
        this.reader = reader;
    }

    @GetMapping("/board/trend.csv")
    Mono<ResponseEntity<Flux<String>>> trend(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        Address address = Address.of(parameters);
        return reader.trend(store, address)
                .map(trend -> file(
                        address,
                        "trend",
                        Csv.row("from", "to", "answers", "score", "low", "high"),
                        Flux.fromIterable(trend.points()).map(ExportController::row)));
    }

    @GetMapping("/board/segments.csv")
    Mono<ResponseEntity<Flux<String>>> segments(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        Address address = Address.of(parameters).without("cursor");
        Function<Address, Mono<SegmentList>> read = at -> reader.segments(store, at, PAGE);
        return read.apply(address)
                .map(first -> file(
                        address,
                        "segments",
                        Csv.row("dimension", "value", "answers", "score", "low", "high"),
                        pages(first, list -> next(address, list.next()), read)
                                .concatMapIterable(SegmentList::values)
                                .map(value -> row(first.dimension(), value))));
    }

    @GetMapping("/board/answers.csv")
    Mono<ResponseEntity<Flux<String>>> answers(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters) {
        Address address = Address.of(parameters).without("cursor");
        Function<Address, Mono<Answers.Page>> read = at -> reader.answers(store, at, PAGE);
        return read.apply(address)
                .map(first -> file(
                        address,
                        "answers",
                        Csv.row((Object[]) ANSWER_COLUMNS),
                        answers(pages(first, page -> next(address, page.next()), read))));
    }

    /** The rows of these pages, and where they end for another reason than that there are no more, or too many, a last row that says so. */
    static Flux<String> answers(Flux<Answers.Page> pages) {
        AtomicReference<Answers.@Nullable Page> last = new AtomicReference<>();
        AtomicInteger rows = new AtomicInteger();
        return pages.doOnNext(last::set)
                .concatMapIterable(Answers.Page::answers)
                .take(MOST_ANSWERS)
                .doOnNext(answer -> rows.incrementAndGet())
                .map(ExportController::row)
                .concatWith(Mono.fromSupplier(() -> rows.get() == MOST_ANSWERS ? null : end(last.get())));
    }

    private static @Nullable String end(Answers.@Nullable Page last) {
        if (last == null || last.lookedBackTo() == null) {
            return null;
        }
        Object[] cells = new Object[ANSWER_COLUMNS.length];
        cells[0] = "NOT ALL: searched back to " + last.lookedBackTo() + " only";
        return Csv.row(cells);
    }

    private static @Nullable Address next(Address address, @Nullable String cursor) {
        return cursor == null ? null : address.with("cursor", cursor);
    }

    /** One page after the other, each read when the one before is sent. */
    private static <T> Flux<T> pages(T first, Function<T, @Nullable Address> next, Function<Address, Mono<T>> read) {
        AtomicInteger pages = new AtomicInteger(1);
        return Flux.just(first).expand(page -> {
            Address address = next.apply(page);
            return address == null || pages.getAndIncrement() >= MOST_PAGES ? Mono.empty() : read.apply(address);
        });
    }

    private static ResponseEntity<Flux<String>> file(Address address, String what, String head, Flux<String> rows) {
        String window = address.get("window", address.get("from") == null ? "30d" : "range");
        String name = "earshot-" + address.get("metric") + "-" + window + "-" + what + ".csv";
        return ResponseEntity.ok()
                .contentType(TEXT_CSV)
                .headers(headers -> headers.setContentDisposition(
                        ContentDisposition.attachment().filename(name).build()))
                .body(Flux.just(Csv.BEGIN + head).concatWith(rows));
    }

    private static String row(Trend.Point point) {
        Figures figures = point.figures();
        Interval interval = figures.interval();
        return Csv.row(
                point.from(),
                point.to(),
                figures.n(),
                figures.score(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high());
    }

    private static String row(Dimension dimension, SegmentList.Value value) {
        Figures figures = value.figures();
        Interval interval = figures.interval();
        return Csv.row(
                dimension.slug(),
                value.value(),
                figures.n(),
                figures.score(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high());
    }

    private static String row(JsonNode answer) {
        JsonNode score = AnswersView.score(answer);
        return Csv.row(
                answer.path("id").asString(""),
                answer.path("occurredAt").asString(""),
                score.isNumber() ? score.asInt() : null,
                AnswersView.text(answer, "title"),
                AnswersView.text(answer, "comment"),
                AnswersView.text(answer, "question"),
                AnswersView.fact(answer, Dimension.CATEGORY),
                AnswersView.fact(answer, Dimension.SOURCE),
                AnswersView.fact(answer, Dimension.CHANNEL),
                AnswersView.fact(answer, Dimension.TOUCHPOINT),
                AnswersView.fact(answer, Dimension.PRODUCT),
                AnswersView.fact(answer, Dimension.ASPECT),
                AnswersView.fact(answer, Dimension.LOCALE),
                AnswersView.fact(answer, Dimension.SURVEY));
    }
}
