package io.earshot.ingest.asking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.FeedbackDraft;
import io.earshot.feedback.Field;
import io.earshot.feedback.Metric;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What the address of the survey page says. What it does not know (mailers add parameters of their own) is left out of all that is made from it.
 *
 * @param given the parameters, in the order in which addresses name them
 */
record SurveyLink(Map<String, String> given) {

    /** The parameters that become fields of the item. None is a text that the page would say: whoever makes a link could say anything in our name. */
    private static final Map<String, Field> FIELDS = fields();

    private static final String KEY = "key";
    private static final String ID = "id";
    private static final String SCORE = "score";
    private static final String ASKED = "asked";
    private static final String AFTER = "after";
    private static final String SENT = "sent";

    private static final int DAY_CHARACTERS = "2026-11-22".length();

    static SurveyLink of(MultiValueMap<String, String> query) {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, query, KEY);
        FIELDS.keySet().forEach(name -> put(given, query, name));
        put(given, query, SCORE);
        put(given, query, ASKED);
        put(given, query, AFTER);
        put(given, query, SENT);
        return new SurveyLink(given);
    }

    private static void put(Map<String, String> given, MultiValueMap<String, String> query, String name) {
        String value = query.getFirst(name);
        if (value != null && !value.isEmpty()) {
            given.put(name, value);
        }
    }

    @Nullable
    String locale() {
        return given.get("locale");
    }

    /** The score that a click in the mail has chosen, null if none. */
    @Nullable
    String score() {
        return given.get(SCORE);
    }

    /** Whether this is the page behind a sent answer. */
    boolean isSent() {
        return given.containsKey(SENT);
    }

    SurveyLink withId(String id) {
        return with(ID, id);
    }

    private SurveyLink with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(given);
        changed.put(name, value);
        return new SurveyLink(changed);
    }

    /** To the page that asks, without what only belongs to one look at it. */
    SurveyLink toAsk() {
        Map<String, String> kept = new LinkedHashMap<>(given);
        kept.remove(SENT);
        return new SurveyLink(kept);
    }

    /** To the page that thanks. */
    SurveyLink toThanks(String score, int revision) {
        return with(SCORE, score).with(AFTER, Integer.toString(revision)).with(SENT, "1");
    }

    /** An answer as a draft, which is checked as any other item. */
    FeedbackDraft draft(SurveyForm form, int revision, Speech speech) {
        FeedbackDraft draft = new FeedbackDraft();
        draft.set(Field.KIND, "survey");
        draft.set(Field.SCORE, form.score());
        draft.set(Field.COMMENT, form.comment());
        draft.set(Field.REVISION, Integer.toString(revision));
        Map<String, String> values = new LinkedHashMap<>(given);
        values.putIfAbsent("channel", "link");
        values.putIfAbsent("locale", speech.language());
        FIELDS.forEach((name, field) -> {
            if (values.containsKey(name)) {
                draft.set(field, values.get(name));
            }
        });
        Metric.of(values.getOrDefault("metric", ""))
                .filter(Metric::isSurvey)
                .ifPresent(metric -> draft.set(Field.QUESTION, speech.say(metric.slug() + ".question")));
        return draft;
    }

    /** The item's id, empty if the link gives none. */
    Optional<String> id() {
        return Optional.ofNullable(given.get(ID));
    }

    /** When the link was written, empty if it does not say so, or in no way that can be read: an answer is worth more than its order. */
    Optional<Instant> asked() {
        String asked = given.getOrDefault(ASKED, "");
        try {
            return Optional.of(
                    asked.length() == DAY_CHARACTERS
                            ? LocalDate.parse(asked)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : OffsetDateTime.parse(asked).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The revision of the answer that this page changes, -1 if it changes none. */
    int after() {
        String after = given.getOrDefault(AFTER, "");
        return after.matches("\\d{1,7}") ? Integer.parseInt(after) : -1;
    }

    /** Relative, so that it holds behind a proxy with a path of its own. */
    String address() {
        return given.entrySet().stream()
                .map(parameter -> parameter.getKey() + '=' + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&", "survey?", ""));
    }

    private static Map<String, Field> fields() {
        Map<String, Field> fields = new LinkedHashMap<>();
        fields.put("metric", Field.METRIC);
        fields.put("scale", Field.SCALE);
        fields.put(ID, Field.ID);
        fields.put("touchpoint", Field.CONTEXT_TOUCHPOINT);
        fields.put("product", Field.CONTEXT_PRODUCT);
        fields.put("order", Field.CONTEXT_ORDER);
        fields.put("aspect", Field.CONTEXT_ASPECT);
        fields.put("survey", Field.CONTEXT_SURVEY);
        fields.put("channel", Field.CONTEXT_CHANNEL);
        fields.put("locale", Field.CONTEXT_LOCALE);
        fields.put("customer", Field.CUSTOMER_ID);
        return fields;
    }
}
