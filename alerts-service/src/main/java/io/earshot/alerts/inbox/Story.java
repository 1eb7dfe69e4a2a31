package io.earshot.alerts.inbox;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.message.Drop;
import io.earshot.alerts.message.Notice;
import io.earshot.alerts.message.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A case as its page tells it.
 *
 * @param title what it is about
 * @param about what else is known of a score that fell; empty of a case about a customer
 * @param customer who it is, null where nobody knows
 * @param email where to write to, null where that is not known
 * @param customerId the shop's own number for them, null where that is not known
 * @param tags the shop's, of the customer
 * @param said what the customer said, the newest first
 * @param unshown how many answers more there are, in words; null for none
 * @param notes the newest first
 * @param history the newest first
 * @param deliveries the newest first
 */
record Story(
        String id,
        long version,
        String title,
        List<String> about,
        String severity,
        String status,
        Due due,
        String rule,
        @Nullable String customer,
        @Nullable String email,
        @Nullable String customerId,
        List<String> tags,
        @Nullable String assignee,
        @Nullable String team,
        Moment openedAt,
        List<Said> said,
        @Nullable String unshown,
        List<Note> notes,
        List<Line> history,
        List<Sent> deliveries) {

    /** What somebody noted. */
    record Note(Moment at, String who, String text) {}

    /**
     * A message about the case that a channel was owed.
     *
     * @param channel what people call it; null of one that is gone
     * @param tone of the badge
     * @param result of the last attempt, null before the first
     */
    record Sent(
            String id,
            @Nullable String channel,
            String event,
            String status,
            String tone,
            String attempts,
            @Nullable String result,
            @Nullable Moment lastAt,
            @Nullable Moment nextAt) {

        static Sent of(JsonNode json, Map<UUID, Channel> channels) {
            Channel channel = channels.get(UUID.fromString(json.path("channel").asString()));
            String status = json.path("status").asString("");
            String result = json.path("lastResult").asString("");
            return new Sent(
                    json.path("id").asString(),
                    channel == null ? null : channel.name(),
                    json.path("event").asString(""),
                    status,
                    switch (status) {
                        case "delivered" -> "good";
                        case "failed" -> "bad";
                        default -> "warn";
                    },
                    Words.count(json.path("attempts").asLong(), "attempt", "attempts"),
                    result.isEmpty() ? null : result,
                    Moment.of(json, "lastAttemptAt"),
                    Moment.of(json, "nextAttemptAt"));
        }
    }

    /**
     * @param json as {@code GET /v1/cases/{id}} has it
     * @param channels those of the store, by id
     */
    static Story of(JsonNode json, Map<UUID, Channel> channels, Instant now) {
        Notice notice = Notice.of(EventType.UPDATED, now, json);
        JsonNode customer = json.path("customer");
        List<Said> said = new ArrayList<>();
        json.path("items").forEach(item -> said.add(Said.of(item)));
        int unshown = notice.itemCount() - said.size();
        Set<String> noted = new HashSet<>();
        List<Note> notes = new ArrayList<>();
        json.path("notes").forEach(note -> {
            noted.add(note.path("at").asString(""));
            notes.add(new Note(
                    Objects.requireNonNull(Moment.of(note, "at")),
                    Line.who(note),
                    note.path("text").asString("")));
        });
        List<Line> history = new ArrayList<>();
        json.path("history")
                .forEach(event -> history.add(
                        Line.of(event, noted.contains(event.path("at").asString("")))));
        List<Sent> deliveries = new ArrayList<>();
        json.path("deliveries").forEach(delivery -> deliveries.add(Sent.of(delivery, channels)));
        Drop drop = notice.drop();
        return new Story(
                notice.caseId().toString(),
                notice.version(),
                notice.title(),
                drop == null ? List.of() : drop.details(),
                notice.severity().slug(),
                notice.status(),
                Due.of(notice.status(), notice.dueAt(), notice.outcome(), now),
                notice.rule(),
                notice.customer(),
                text(customer, "email"),
                text(customer, "id"),
                customer.path("tags").valueStream().map(JsonNode::asString).toList(),
                notice.assignee(),
                notice.team(),
                Moment.of(notice.openedAt()),
                newestFirst(said),
                unshown > 0 ? Words.count(unshown, "more answer", "more answers") : null,
                newestFirst(notes),
                newestFirst(history),
                newestFirst(deliveries));
    }

    private static @Nullable String text(JsonNode json, String field) {
        String text = json.path(field).asString("").strip();
        return text.isEmpty() ? null : text;
    }

    private static <T> List<T> newestFirst(List<T> oldestFirst) {
        List<T> turned = new ArrayList<>(oldestFirst);
        Collections.reverse(turned);
        return List.copyOf(turned);
    }

    public String statusWords() {
        return Words.capital(status);
    }

    public String severityWords() {
        return Words.capital(severity);
    }

    public boolean isResolved() {
        return status.equals(InboxQuery.RESOLVED);
    }

    /** What has happened since that version, the newest first. */
    List<Line> since(long seen) {
        return history.stream().filter(line -> line.version() > seen).toList();
    }
}
