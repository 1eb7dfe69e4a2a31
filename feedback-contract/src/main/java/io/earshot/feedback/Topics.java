package io.earshot.feedback;

/** The names of the Kafka topics. */
public final class Topics {

    /** Every item as it came in: key = store, value = JSON, CloudEvents headers. Only the ingest service writes it. */
    public static final String EVENTS = "feedback.events.v1";

    /** Records of {@link #EVENTS} that can't be read, with the reason. Only the scoring group writes it. */
    public static final String DEAD_LETTERS = "feedback.events.v1.dlt";

    /** Every change of a case. */
    public static final String CASES = "feedback.cases.v1";

    /** Changed scores. */
    public static final String SCORES = "feedback.scores.v1";

    private Topics() {}
}
