package io.earshot.scoring.query;

import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Interval;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Figures by the names of the contract, in its order. */
@Component
final class FigureFields {

    private final QueryProperties properties;

    FigureFields(QueryProperties properties) {
        this.properties = properties;
    }

    /** {@code n}, {@code score}, {@code average}, {@code interval} and {@code enough}; what the score is made of comes after. */
    void put(Figures figures, Map<String, @Nullable Object> fields) {
        fields.put("n", figures.n());
        fields.put("score", figures.score());
        fields.put("average", figures.average());
        fields.put("interval", interval(figures.interval()));
        fields.put("enough", properties.isEnough(figures));
    }

    private static @Nullable Map<String, Object> interval(@Nullable Interval interval) {
        if (interval == null) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", Interval.LEVEL);
        fields.put("low", interval.low());
        fields.put("high", interval.high());
        return fields;
    }

    /** What was asked about: {@code metric}, {@code scale}, {@code segment}, {@code window}, {@code from} and {@code to}. */
    static void put(ScoreQuery query, Map<String, @Nullable Object> fields) {
        TimeRange range = query.range();
        fields.put("metric", query.series().metric().slug());
        fields.put("scale", query.series().scale().slug());
        fields.put("segment", query.segment() == null ? null : query.segment().name());
        fields.put("window", range.window() == null ? null : range.window().slug());
        fields.put("from", range.from().toString());
        fields.put("to", range.to().toString());
    }
}
