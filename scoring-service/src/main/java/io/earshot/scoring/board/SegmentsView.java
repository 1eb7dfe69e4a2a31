package io.earshot.scoring.board;

import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.QueryProperties;
import io.earshot.scoring.query.SegmentList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a dimension, as they are shown.
 *
 * @param dimensions the other ways to split the answers, too
 * @param sorts the columns to sort by
 * @param first where the list begins, null if this is its beginning
 * @param rest where the values that follow are, null if there are none
 * @param nothing what is said where there are no rows
 * @param note what is to be known of the list, may be null
 */
record SegmentsView(
        String dimension,
        List<Choice> dimensions,
        List<Choice> sorts,
        List<Row> rows,
        @Nullable Address first,
        @Nullable Address rest,
        String nothing,
        @Nullable String note) {

    /** Something to choose, and where it is. */
    record Choice(String key, String label, boolean chosen, Address address) {}

    /**
     * A value.
     *
     * @param score the figure, or what is said where there are not enough answers
     * @param address where the value alone is looked at, null where that can't be
     */
    record Row(
            String value,
            String count,
            String score,
            boolean enough,
            String interval,
            @Nullable Address address) {}

    static final String BY_ITEMS = "n";
    static final String BY_SCORE = "score";
    static final String BY_VALUE = "value";

    static SegmentsView of(SegmentList list, Address address, QueryProperties enough, Wording wording) {
        Series series = list.series();
        String sort = address.get("sort", BY_ITEMS);
        return new SegmentsView(
                Names.of(list.dimension()),
                Names.dimensions(series).stream()
                        .map(each -> new Choice(
                                each.slug(),
                                Names.of(each),
                                each == list.dimension(),
                                address.with("dimension", each.slug()).without("cursor")))
                        .toList(),
                List.of(
                        choice(BY_VALUE, Names.of(list.dimension()), sort, address),
                        choice(BY_ITEMS, items(series), sort, address),
                        choice(BY_SCORE, "Score, lowest first", sort, address)),
                list.values().stream()
                        .map(value -> row(list, value, address, enough, wording))
                        .toList(),
                address.get("cursor") == null ? null : address.without("cursor"),
                list.next() == null ? null : address.with("cursor", list.next()),
                sort.equals(BY_SCORE) ? "No value has enough answers yet." : "No answer says anything of this.",
                note(list, address, enough, wording));
    }

    private static String items(Series series) {
        return switch (series.metric()) {
            case NPS, CSAT, CES -> "Answers";
            case REVIEW -> "Reviews";
            case BUTTON -> "Messages";
        };
    }

    private static Choice choice(String key, String label, String sort, Address address) {
        return new Choice(
                key, label, key.equals(sort), address.with("sort", key).without("cursor"));
    }

    private static Row row(
            SegmentList list, SegmentList.Value value, Address address, QueryProperties enough, Wording wording) {
        Figures figures = value.figures();
        Double score = enough.isEnough(figures) ? figures.score() : null;
        boolean together = value.value().equals(Dimension.OTHER);
        String interval = ScoreView.interval(list.series(), figures.interval(), wording);
        return new Row(
                Names.value(value.value()),
                wording.count(figures.n()),
                score == null
                        ? ScoreView.shortage(list.series(), figures, enough.minimumAnswers(), wording)
                        : wording.score(list.series(), score),
                score != null,
                score == null || interval == null ? "" : interval,
                together
                        ? null
                        : address.ofScore()
                                .with("segment", list.dimension().segment(value.value()))
                                .with("dimension", list.dimension().slug()));
    }

    private static @Nullable String note(SegmentList list, Address address, QueryProperties enough, Wording wording) {
        StringBuilder note = new StringBuilder();
        String segment = address.get("segment");
        if (segment != null) {
            note.append("Counted for all answers, not only for ")
                    .append(Segment.of(segment).map(Names::of).orElse(segment))
                    .append(". ");
        }
        if (BY_SCORE.equals(address.get("sort"))) {
            note.append("Without values of fewer than ")
                    .append(wording.count(enough.minimumAnswers()))
                    .append(" answers. ");
        }
        if (!list.complete()) {
            note.append("There were more values than are counted one by one: some may be missing or have too few. ");
        }
        return note.isEmpty() ? null : note.toString().strip();
    }
}
