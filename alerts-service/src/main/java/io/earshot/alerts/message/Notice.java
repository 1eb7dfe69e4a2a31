package io.earshot.alerts.message;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.rules.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to a case, as people are told: read from the message that webhooks get.
 *
 * @param at when it happened
 * @param version of the case after it
 * @param customer the customer's name, else the address, else the shop's id; null if none is known
 * @param reach where to reach the customer: e-mail address and shop's id, as far as the name is not just that
 * @param outcome how it ended, null of a case that has not
 * @param itemCount how many items the case has, of which {@code voices} may be the newest only
 * @param voices the oldest first
 * @param drop the score that fell, null of a case about a customer
 */
public record Notice(
        EventType type,
        Instant at,
        UUID caseId,
        long version,
        Severity severity,
        String rule,
        String status,
        @Nullable String customer,
        List<String> reach,
        @Nullable String assignee,
        @Nullable String team,
        Instant openedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant contactedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant dueAt,
        @Nullable String outcome,
        int itemCount,
        List<Voice> voices,
        @Nullable Drop drop) {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_RULE = 80;

    /** Reads {@code {"type", "timestamp", "data": {the case}}}. */
    public static Notice read(String message) {
        JsonNode json = MAPPER.readTree(message);
        return of(
                EventType.of(json.path("type").asString("")).orElse(EventType.UPDATED),
                Instant.parse(json.path("timestamp").asString()),
                json.path("data"));
    }

    /**
     * Reads a case as the API shows it.
     *
     * @param news what happened to it
     * @param at when
     */
    public static Notice of(EventType news, Instant at, JsonNode data) {
        List<String> names = names(data.path("customer"));
        return new Notice(
                news,
                at,
                UUID.fromString(data.path("id").asString()),
                data.path("version").asLong(1),
                Severity.of(data.path("severity").asString("")).orElse(Severity.NORMAL),
                Words.line(data.path("rule").asString("rule"), LONGEST_RULE),
                Words.line(data.path("status").asString("open")),
                names.isEmpty() ? null : names.get(0),
                names.isEmpty() ? List.of() : names.subList(1, names.size()),
                line(data, "assignee"),
                line(data, "team"),
                Instant.parse(data.path("openedAt").asString()),
                at(data, "acknowledgedAt"),
                at(data, "contactedAt"),
                at(data, "resolvedAt"),
                at(data, "dueAt"),
                line(data, "outcome"),
                data.path("itemCount").asInt(data.path("items").size()),
                data.path("items").valueStream().map(Voice::of).toList(),
                data.path("drop").isObject() ? Drop.of(data.path("drop")) : null);
    }

    /** Whom a case about a customer is about, in any case. */
    public String who() {
        return customer == null ? "an unnamed customer" : customer;
    }

    /** What it is about, such as {@code NPS 3 of 10 from Cora Lind}. */
    public String title() {
        return drop != null ? drop.headline() : verdict() + " from " + who();
    }

    /** What the case began with; the newest would change the subject of a conversation. */
    private String verdict() {
        return first().map(Voice::verdict).orElse("Case");
    }

    /** What the case began with, as far as it is shown. */
    public Optional<Voice> first() {
        return voices.stream().findFirst();
    }

    /** What the customer said last in words, empty without any. */
    public Optional<Voice> newestWithWords() {
        return voices.stream()
                .filter(voice -> voice.comment() != null || voice.title() != null)
                .reduce((earlier, later) -> later);
    }

    /** Whether the customer has not been contacted yet. */
    boolean isWaiting() {
        return status.equals("open") || status.equals("acknowledged");
    }

    /** The same case with other news. */
    Notice with(EventType news) {
        return new Notice(
                news,
                at,
                caseId,
                version,
                severity,
                rule,
                status,
                customer,
                reach,
                assignee,
                team,
                openedAt,
                acknowledgedAt,
                contactedAt,
                resolvedAt,
                dueAt,
                outcome,
                itemCount,
                voices,
                drop);
    }

    public boolean isUrgent() {
        return severity == Severity.URGENT;
    }

    private static List<String> names(JsonNode customer) {
        List<String> names = new ArrayList<>();
        Stream.of("name", "email", "id")
                .map(field -> line(customer, field))
                .filter(value -> value != null && !value.isEmpty())
                .forEach(names::add);
        return names;
    }

    private static @Nullable String line(JsonNode json, String field) {
        String text = Voice.text(json, field);
        return text == null ? null : Words.line(text, LONGEST_NAME);
    }

    private static @Nullable Instant at(JsonNode json, String field) {
        String text = Voice.text(json, field);
        return text == null ? null : Instant.parse(text);
    }
}
