package io.earshot.scoring.board;

import io.earshot.scoring.access.AccessFilter;
import io.earshot.scoring.board.BoardReader.Opened;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.QueryProperties;
import io.earshot.scoring.query.Score;
import io.earshot.scoring.query.ScoreQuery;
import io.earshot.scoring.query.TimeRange;
import io.earshot.scoring.query.Window;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/**
 * The pages of the board and the parts that they load: {@code /} with all scores, or with one that is opened. The page has what is read fast; the
 * segments and the answers come after it. Who has no script follows links to these: then the same address is the page with the part in it.
 */
@Controller
class BoardController {

    private static final int ANSWERS = 10;
    private static final int SEGMENTS = 12;

    /** What decides whether an address is answered with a part of a page or with the page. */
    private static final List<String> PART_HEADERS = List.of("HX-Request");

    private final BoardReader reader;
    private final QueryProperties properties;
    private final Clock clock;

    BoardController(BoardReader reader, QueryProperties properties, Clock clock) {
        this.reader = reader;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping("/")
    Mono<Rendering> board(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters,
            @Nullable Locale locale) {
        Address address = Address.of(parameters).without("cursor");
        Wording wording = new Wording(locale);
        return address.get("metric") == null
                ? reader.overview(store, address)
                        .map(overview -> overview("board/overview", overview, address, wording))
                : reader.opened(store, address)
                        .map(opened -> opened(opened, address, wording).build());
    }

    /** All scores, for the page that shows them. */
    @GetMapping("/board/cards")
    Mono<Rendering> cards(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters,
            @Nullable Locale locale) {
        Address address = Address.of(parameters);
        return reader.overview(store, address)
                .map(overview -> overview("board/parts :: cards", overview, address, new Wording(locale)));
    }

    /** The score and its distribution, for the page of one metric. */
    @GetMapping("/board/now")
    Mono<Rendering> now(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters,
            @Nullable Locale locale) {
        Address address = Address.of(parameters);
        return reader.score(store, address)
                .map(score -> now(Rendering.view("board/parts :: now"), score, address, new Wording(locale))
                        .build());
    }

    @GetMapping("/board/trend")
    Mono<Rendering> trend(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters,
            @Nullable Locale locale) {
        Address address = Address.of(parameters);
        return reader.trend(store, address)
                .map(trend -> Rendering.view("board/parts :: trend")
                        .modelAttribute("address", address)
                        .modelAttribute("trend", TrendView.of(trend, address, new Wording(locale)))
                        .build());
    }

    /** A page of the values of a dimension: a new list, or where there is a cursor the rows that follow. */
    @GetMapping("/board/segments")
    Mono<Rendering> segments(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters,
            @Nullable Locale locale,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        Address address = Address.of(parameters);
        Wording wording = new Wording(locale);
        Mono<SegmentsView> segments = reader.segments(store, address, SEGMENTS)
                .map(list -> SegmentsView.of(list, address, properties, wording));
        response.getHeaders().setVary(PART_HEADERS);
        if (!isPart(request)) {
            return whole(store, address, wording, "segments", segments);
        }
        boolean more = address.get("cursor") != null;
        return segments.map(list -> {
            tellAddress(request, response, address, Address.OF_SEGMENTS, "segments");
            return Rendering.view(more ? "board/parts :: segmentRows" : "board/parts :: segments")
                    .modelAttribute("address", address)
                    .modelAttribute("segments", list)
                    .build();
        });
    }

    /** A page of answers: a new list, or where there is a cursor those that follow. */
    @GetMapping("/board/answers")
    Mono<Rendering> answers(
            @RequestAttribute(AccessFilter.STORE) String store,
            @RequestParam MultiValueMap<String, String> parameters,
            @Nullable Locale locale,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        Address address = Address.of(parameters);
        Wording wording = new Wording(locale);
        Series series =
                ScoreQuery.parse(address.ofScore().toParameters(), clock).series();
        Mono<AnswersView> answers = reader.answers(store, address, ANSWERS)
                .map(page -> AnswersView.of(page, ANSWERS, series, address, wording));
        response.getHeaders().setVary(PART_HEADERS);
        if (!isPart(request)) {
            return whole(store, address, wording, "answers", answers);
        }
        boolean more = address.get("cursor") != null;
        return answers.map(page -> {
            tellAddress(request, response, address, Address.OF_ANSWERS, "answers");
            return Rendering.view(more ? "board/parts :: answerRows" : "board/parts :: answers")
                    .modelAttribute("address", address)
                    .modelAttribute("answers", page)
                    .build();
        });
    }

    /** Whether a script of a page asks for a part of it, and not a person for a page. */
    static boolean isPart(ServerHttpRequest request) {
        return request.getHeaders().containsHeader("HX-Request");
    }

    /** The page of one metric with a part that is otherwise loaded after it. */
    private Mono<Rendering> whole(String store, Address address, Wording wording, String name, Mono<?> part) {
        Address page = address.without("cursor");
        return Mono.zip(
                reader.opened(store, page),
                part,
                (opened, shown) -> opened(opened, page, wording)
                        .modelAttribute(name, shown)
                        .build());
    }

    private Rendering overview(String view, Overview overview, Address address, Wording wording) {
        return Rendering.view(view)
                .modelAttribute("address", address)
                .modelAttribute(
                        "around", Surroundings.of(address, overview.question(), overview.series(), null, wording))
                .modelAttribute("cards", cards(overview.scores(), address, wording))
                .modelAttribute("silent", cards(overview.silent(), address, wording))
                .build();
    }

    private List<Card> cards(List<Score> scores, Address address, Wording wording) {
        return scores.stream()
                .map(score -> card(score, address.ofScore().with(score.query().series()), wording))
                .toList();
    }

    private Card card(Score score, Address address, Wording wording) {
        return Card.of(score, ScoreView.of(score, properties, wording), address, wording);
    }

    private Rendering.Builder<?> now(Rendering.Builder<?> page, Score score, Address address, Wording wording) {
        return page.modelAttribute("address", address)
                .modelAttribute("card", card(score, address, wording))
                .modelAttribute("before", before(score, address));
    }

    /** Where the answers of the time before are; null for a time that the list of answers does not know, which goes by whole hours. */
    private static @Nullable Address before(Score score, Address address) {
        TimeRange previous = score.previous();
        return previous.window() == Window.HOUR
                ? null
                : address.ofScore()
                        .without("window")
                        .with("from", previous.from())
                        .with("to", previous.to());
    }

    private Rendering.Builder<?> opened(Opened opened, Address address, Wording wording) {
        Series series = opened.score().query().series();
        Address usual = address.get("dimension") == null
                ? address.with("dimension", Names.dimensions(series).get(0).slug())
                : address;
        return now(Rendering.view("board/metric"), opened.score(), usual, wording)
                .modelAttribute(
                        "around", Surroundings.of(usual, opened.score().query(), Set.of(series), series, wording))
                .modelAttribute("trend", TrendView.of(opened.trend(), usual, wording));
    }

    /** When somebody chose something in a part of a page, the address of the page says so, too; loading a part is no choice. */
    private static void tellAddress(
            ServerHttpRequest request, ServerHttpResponse response, Address part, Set<String> chosen, String loading) {
        String page = request.getHeaders().getFirst("HX-Current-URL");
        if (page != null
                && part.get("cursor") == null
                && !loading.equals(request.getHeaders().getFirst("HX-Trigger"))) {
            response.getHeaders()
                    .set(
                            "HX-Push-Url",
                            Address.ofPage(page).withThoseOf(part, chosen).page());
        }
    }
}
