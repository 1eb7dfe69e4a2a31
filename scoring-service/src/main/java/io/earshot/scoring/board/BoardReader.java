package io.earshot.scoring.board;

import io.earshot.scoring.measure.Series;
import io.earshot.scoring.problem.BadQueryException;
import io.earshot.scoring.query.QueryProperties;
import io.earshot.scoring.query.Score;
import io.earshot.scoring.query.ScoreQuery;
import io.earshot.scoring.query.Scores;
import io.earshot.scoring.query.SegmentList;
import io.earshot.scoring.query.Segments;
import io.earshot.scoring.query.Trend;
import io.earshot.scoring.query.TrendQuery;
import io.earshot.scoring.query.Trends;
import io.earshot.scoring.responses.Answers;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads what the board shows, as the API does. All of a page is read at once. What is read comes on a thread that pages can be made on.
 *
 * <p>Every method throws {@link BadQueryException} for an address that can't be answered, and fails with an error that
 * {@link io.earshot.scoring.cassandra.StoreUnavailableException#isSaidBy} knows while Cassandra can't be had.
 */
@Component
final class BoardReader {

    private final Scores scores;
    private final Trends trends;
    private final Segments segments;
    private final Answers answers;
    private final QueryProperties properties;
    private final Clock clock;

    BoardReader(
            Scores scores, Trends trends, Segments segments, Answers answers, QueryProperties properties, Clock clock) {
        this.scores = scores;
        this.trends = trends;
        this.segments = segments;
        this.answers = answers;
        this.properties = properties;
        this.clock = clock;
    }

    /** A score with its trend. */
    record Opened(Score score, Trend trend) {}

    Mono<Overview> overview(String store, Address address) {
        Address any = address.ofScore();
        List<ScoreQuery> queries = Series.all().stream()
                .map(series -> ScoreQuery.parse(any.with(series).toParameters(), clock))
                .toList();
        return Flux.fromIterable(queries)
                .flatMapSequential(query -> scores.read(store, query), queries.size())
                .collectList()
                .publishOn(Schedulers.parallel())
                .map(Overview::of);
    }

    Mono<Opened> opened(String store, Address address) {
        TrendQuery query = trendQuery(address);
        return Mono.zip(scores.read(store, query.score()), trends.read(store, query), Opened::new)
                .publishOn(Schedulers.parallel());
    }

    Mono<Score> score(String store, Address address) {
        return scores.read(store, ScoreQuery.parse(address.ofScore().toParameters(), clock))
                .publishOn(Schedulers.parallel());
    }

    Mono<Trend> trend(String store, Address address) {
        return trends.read(store, trendQuery(address)).publishOn(Schedulers.parallel());
    }

    /** The values of the dimension of the address; by score only those that have enough items to go by it. */
    Mono<SegmentList> segments(String store, Address address, int limit) {
        int least = SegmentsView.BY_SCORE.equals(address.get("sort")) ? properties.minimumAnswers() : 1;
        MultiValueMap<String, String> parameters =
                address.without("segment", "minScore", "maxScore", "text").toParameters();
        parameters.add("limit", Integer.toString(limit));
        return segments.list(store, parameters, least).publishOn(Schedulers.parallel());
    }

    Mono<Answers.Page> answers(String store, Address address, int limit) {
        MultiValueMap<String, String> parameters =
                address.without("dimension", "sort").toParameters();
        parameters.add("limit", Integer.toString(limit));
        return answers.page(store, parameters).publishOn(Schedulers.parallel());
    }

    private TrendQuery trendQuery(Address address) {
        return TrendQuery.parse(address.ofScore().toParameters(), clock);
    }
}
