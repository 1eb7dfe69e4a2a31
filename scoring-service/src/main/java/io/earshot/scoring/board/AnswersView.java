package io.earshot.scoring.board;

import io.earshot.scoring.measure.Band;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.responses.Answers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers with their words, as they are shown.
 *
 * @param filter which of the answers these are
 * @param all where all of them are, null if these are all
 * @param newest where the newest of them are, null if these begin with them
 * @param searched how far back was looked, where the search ended before there were as many as are shown at a time; else null
 * @param more where the following ones are, null if these are the last ones
 */
record AnswersView(
        String filter,
        @Nullable Address all,
        @Nullable Address newest,
        String text,
        List<Row> rows,
        @Nullable String searched,
        @Nullable Address more) {

    /**
     * An answer.
     *
     * @param score what was answered, null for a message without a rating
     * @param tone of the score
     * @param title of a review, else null
     * @param comment null where there is none
     * @param question that was asked, null where it is not known
     * @param at when it happened, as machines read it
     * @param time when it happened
     * @param facts where it came from
     */
    record Row(
            @Nullable String score,
            String tone,
            @Nullable String title,
            @Nullable String comment,
            @Nullable String question,
            String at,
            String time,
            List<String> facts) {}

    private static final List<Dimension> FACTS = List.of(
            Dimension.CATEGORY,
            Dimension.TOUCHPOINT,
            Dimension.PRODUCT,
            Dimension.ASPECT,
            Dimension.SOURCE,
            Dimension.CHANNEL,
            Dimension.LOCALE);

    /**
     * @param limit how many answers a page has at most
     */
    static AnswersView of(Answers.Page page, int limit, Series series, Address address, Wording wording) {
        boolean filtered = Address.OF_ANSWERS.stream().anyMatch(name -> address.get(name) != null);
        return new AnswersView(
                filter(series, address),
                filtered ? address.without("minScore", "maxScore", "text", "cursor") : null,
                address.get("cursor") == null ? null : address.without("cursor"),
                address.get("text", ""),
                page.answers().stream()
                        .map(answer -> row(answer, series, wording))
                        .toList(),
                page.lookedBackTo() == null || page.answers().size() >= limit
                        ? null
                        : wording.time(page.lookedBackTo()) + " UTC",
                page.next() == null ? null : address.with("cursor", page.next()));
    }

    private static String filter(Series series, Address address) {
        List<String> parts = new ArrayList<>();
        String low = address.get("minScore");
        String high = address.get("maxScore");
        if (low != null || high != null) {
            parts.add(range(
                    series,
                    Objects.requireNonNullElse(
                            low, Integer.toString(series.scale().low())),
                    Objects.requireNonNullElse(
                            high, Integer.toString(series.scale().high()))));
        }
        String text = address.get("text");
        if (text != null) {
            parts.add("with the words “" + text + "”");
        }
        String segment = address.get("segment");
        if (segment != null) {
            parts.add(Segment.of(segment).map(Names::of).orElse(segment));
        }
        return parts.isEmpty() ? "All answers" : "Answers: " + String.join(", ", parts);
    }

    private static String range(Series series, String low, String high) {
        if (low.equals(high)) {
            return "score " + low;
        }
        return Band.of(series).stream()
                .filter(band -> low.equals(Integer.toString(band.low())) && high.equals(Integer.toString(band.high())))
                .map(Band::name)
                .findFirst()
                .map(name -> name + " (" + low + " to " + high + ")")
                .orElse("score " + low + " to " + high);
    }

    private static Row row(JsonNode answer, Series series, Wording wording) {
        JsonNode score = score(answer);
        String at = answer.path("occurredAt").asString("");
        return new Row(
                score.isNumber() ? score.asInt() + " of " + series.scale().high() : null,
                score.isNumber() ? Bar.tone(series, score.asInt()) : "same",
                text(answer, "title"),
                text(answer, "comment"),
                text(answer, "question"),
                at,
                at.isEmpty() ? "" : wording.time(Instant.parse(at)) + " UTC",
                FACTS.stream()
                        .filter(dimension -> fact(answer, dimension) != null)
                        .map(dimension -> Names.of(dimension) + ": " + fact(answer, dimension))
                        .toList());
    }

    /** The answer on the scale; reviews and the button call it a rating. */
    static JsonNode score(JsonNode answer) {
        return answer.has("score") ? answer.path("score") : answer.path("rating");
    }

    /** What the answer says of a dimension; category and source an item has itself. */
    static @Nullable String fact(JsonNode answer, Dimension dimension) {
        return dimension == Dimension.CATEGORY || dimension == Dimension.SOURCE
                ? text(answer, dimension.slug())
                : text(answer.path("context"), dimension.slug());
    }

    static @Nullable String text(JsonNode node, String name) {
        String text = node.path(name).asString("");
        return text.isBlank() ? null : text;
    }
}
