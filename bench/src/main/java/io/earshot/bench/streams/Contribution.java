package io.earshot.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Context;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Scale;
import io.earshot.feedback.Survey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one item adds to the sums of its rows.
 *
 * @param width how many numbers the sums of its series have: the points of the scale, for the button then the categories
 * @param places where one is added
 * @param segments {@code dimension:value}
 */
record Contribution(byte series, int width, int[] places, List<byte[]> segments) {

    static Contribution of(Feedback feedback) {
        List<byte[]> segments = new ArrayList<>(6);
        Context context = feedback.context();
        put(segments, "channel:", context.channel());
        put(segments, "touchpoint:", context.touchpoint());
        put(segments, "locale:", context.locale());
        put(segments, "aspect:", context.aspect());
        put(segments, "survey:", context.survey());
        if (feedback instanceof Survey survey) {
            return of(survey.metric(), survey.scale(), survey.score(), segments);
        }
        if (feedback instanceof Review review) {
            put(segments, "source:", review.source());
            return of(Metric.REVIEW, Metric.REVIEW.defaultScale(), review.rating(), segments);
        }
        return of((Button) feedback, segments);
    }

    private static Contribution of(Metric metric, Scale scale, int answer, List<byte[]> segments) {
        return new Contribution(
                RowKey.series(metric, scale), scale.points(), new int[] {answer - scale.low()}, segments);
    }

    private static Contribution of(Button button, List<byte[]> segments) {
        put(segments, "category:", button.category().slug());
        Scale scale = Metric.BUTTON.defaultScale();
        int category = scale.points() + button.category().ordinal();
        Integer rating = button.rating();
        int[] places = rating == null ? new int[] {category} : new int[] {rating - scale.low(), category};
        return new Contribution(
                RowKey.series(Metric.BUTTON, scale), scale.points() + Category.values().length, places, segments);
    }

    /** As a message of a repartition topic. */
    byte[] encode() {
        int bytes = 3 + places.length;
        for (byte[] segment : segments) {
            bytes += Short.BYTES + segment.length;
        }
        ByteBuffer encoded =
                ByteBuffer.allocate(bytes).put(series).put((byte) width).put((byte) places.length);
        for (int place : places) {
            encoded.put((byte) place);
        }
        segments.forEach(segment -> encoded.putShort((short) segment.length).put(segment));
        return encoded.array();
    }

    static Contribution decode(byte[] encoded) {
        ByteBuffer rest = ByteBuffer.wrap(encoded);
        byte series = rest.get();
        int width = rest.get();
        int[] places = new int[rest.get()];
        for (int i = 0; i < places.length; i++) {
            places[i] = rest.get();
        }
        List<byte[]> segments = new ArrayList<>(6);
        while (rest.hasRemaining()) {
            byte[] segment = new byte[rest.getShort()];
            rest.get(segment);
            segments.add(segment);
        }
        return new Contribution(series, width, places, segments);
    }

    private static void put(List<byte[]> segments, String dimension, @Nullable String value) {
        if (value != null) {
            segments.add((dimension + value).getBytes(UTF_8));
        }
    }
}
