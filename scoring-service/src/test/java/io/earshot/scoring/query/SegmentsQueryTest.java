package io.earshot.scoring.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.feedback.Fault;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

class SegmentsQueryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:17:30Z"), ZoneOffset.UTC);

    @Test
    void asksForTheFiftyValuesWithMostItemsUnlessItSays() {
        SegmentsQuery query = SegmentsQuery.parse(parameters("metric=nps&dimension=product"), CLOCK);

        assertThat(query.dimension()).isEqualTo(Dimension.PRODUCT);
        assertThat(query.sort()).isEqualTo(SegmentKey.Order.N);
        assertThat(query.limit()).isEqualTo(50);
        assertThat(query.after()).isNull();
        assertThat(query.range().window()).isEqualTo(Window.MONTH);
    }

    @ParameterizedTest
    @CsvSource({"N,-33.333", "SCORE,100.0", "SCORE,"})
    void goesOnBehindThePageBefore(SegmentKey.Order sort, Double score) {
        SegmentKey last = new SegmentKey(17, score, "sku/9 ä-~");
        String cursor = new SegmentCursor(sort, last).written();

        assertThat(SegmentsQuery.parse(
                                parameters("metric=nps&dimension=product&sort=" + sort.slug() + "&cursor=" + cursor),
                                CLOCK)
                        .after())
                .isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metric=nps | dimension: missing (expected: one of channel, touchpoint, locale, aspect, source, survey, category, product)",
                "metric=nps&dimension=shelf | dimension: \"shelf\" (expected: one of channel, touchpoint, locale, aspect, source, survey, category, product)",
                "dimension=locale | metric: missing (expected: nps, csat, ces, review, button)",
                "metric=nps&dimension=locale&limit=0 | limit: \"0\" (expected: 1 to 200)",
                "metric=nps&dimension=locale&limit=201 | limit: \"201\" (expected: 1 to 200)",
                "metric=nps&dimension=locale&limit=ten | limit: \"ten\" (expected: 1 to 200)",
                "metric=nps&dimension=locale&sort=worst | sort: \"worst\" (expected: n, score or value)",
                "metric=nps&dimension=locale&cursor=eA | cursor: \"eA\" (expected: next of a page that was sorted by n)",
                "metric=nps&dimension=locale&cursor=U0NPUkUvMS8tL3g | cursor: \"U0NPUkUvMS8tL3g\" (expected: next of a page that was sorted by n)",
                "metric=nps&dimension=locale&segment=locale:sv | segment: unknown parameter (expected: one of at, cursor, dimension, from, limit, metric, scale, sort, to, window)",
            })
    void saysWhatWasGivenAndWhatThereIs(String query, String fault) {
        assertThat(faults(query)).containsExactly(fault);
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThat(faults("metric=npz&dimension=x&sort=y&limit=z&window=2d")).hasSize(5);
    }

    private static List<String> faults(String query) {
        BadQueryException bad = Objects.requireNonNull(
                catchThrowableOfType(BadQueryException.class, () -> SegmentsQuery.parse(parameters(query), CLOCK)));
        return bad.faults().stream().map(Fault::toString).toList();
    }

    private static MultiValueMap<String, String> parameters(String query) {
        return UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
    }
}
