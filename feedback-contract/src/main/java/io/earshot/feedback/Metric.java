package io.earshot.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured, and the scales it may be asked on; the first one is the default. Answers on different scales never mix. */
public enum Metric {
    /** Net Promoter Score: "how likely are you to recommend us". */
    NPS(new Scale(0, 10), new Scale(1, 10)),
    /** Customer satisfaction: "how satisfied are you". */
    CSAT(new Scale(1, 5), new Scale(1, 10)),
    /** Customer effort score: "it was easy", from strongly disagree to strongly agree. */
    CES(new Scale(1, 7), new Scale(1, 5)),
    /** Stars of reviews. */
    REVIEW(new Scale(1, 5)),
    /** Submissions of the feedback button, with or without a rating. */
    BUTTON(new Scale(1, 5));

    private static final Map<String, Metric> BY_SLUG =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Metric::slug, metric -> metric));

    private final List<Scale> scales;
    private final String slug;

    Metric(Scale... scales) {
        this.scales = List.of(scales);
        this.slug = name().toLowerCase(Locale.ROOT);
    }

    /** The name outside, lower case. */
    public String slug() {
        return slug;
    }

    public List<Scale> scales() {
        return scales;
    }

    public Scale defaultScale() {
        return scales.get(0);
    }

    /** Whether the metric is asked by a survey; reviews and the button are kinds of their own. */
    public boolean isSurvey() {
        return this == NPS || this == CSAT || this == CES;
    }

    /** The scale with that slug, if the metric is asked on it. */
    public Optional<Scale> scale(String slug) {
        for (Scale scale : scales) {
            if (scale.slug().equals(slug)) {
                return Optional.of(scale);
            }
        }
        return Optional.empty();
    }

    /** The scales' slugs for a message: {@code 0-10 or 1-10}. */
    public String scaleSlugs() {
        return scales.stream().map(Scale::slug).collect(Collectors.joining(" or "));
    }

    public static Optional<Metric> of(String slug) {
        return Optional.ofNullable(BY_SLUG.get(slug));
    }
}
