package io.earshot.alerts.channels;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.outbound.OutboundGuard;
import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.net.IDN;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a draft and gathers every fault. What is missing or faulty is null. */
final class DraftFields {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int MOST_ADDRESSES = 10;
    private static final int MOST_ENTRIES = 100;
    private static final int LARGEST_PACE = 4_096;

    /**
     * Those that any mail server takes: no quotes, no comments, no address literal, before the @ no other letters than A to Z; a domain of at
     * least two labels in any letters, or localhost.
     */
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@(localhost|([\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?)");

    private final JsonNode json;
    private final List<FieldFault> faults = new ArrayList<>();

    DraftFields(JsonNode json) {
        if (!json.isObject()) {
            throw ProblemException.invalid("", "not an object (expected: {\"name\", \"type\", …})");
        }
        this.json = json;
    }

    void add(FieldFault fault) {
        faults.add(fault);
    }

    void fault(String field, String message) {
        faults.add(new FieldFault(field, message));
    }

    void throwFaults() {
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
    }

    /** Refuses fields that a channel of the type does not have; a fault of the type is told apart, so without one all are let through. */
    void allow(@Nullable ChannelType type, boolean isNew) {
        Set<String> known = new LinkedHashSet<>(List.of("name", "type"));
        if (type != ChannelType.EMAIL) {
            known.add("url");
        }
        if (type == null || type == ChannelType.WEBHOOK) {
            known.add("secret");
        }
        if (type == null || type == ChannelType.EMAIL) {
            known.add("to");
        }
        known.addAll(List.of("rules", "teams", "types", "pace", "enabled"));
        String expected = String.join(", ", known);
        json.propertyNames().stream()
                .filter(field -> !known.contains(field))
                .forEach(field -> fault(shortened(field), "unknown field (expected: " + expected + ")"));
    }

    static boolean isName(String text) {
        return !text.isBlank() && text.strip().length() <= LONGEST_NAME;
    }

    @Nullable
    String text(String field, boolean isRequired, String expected, Predicate<String> isGood) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() && !isRequired) {
            return null;
        }
        if (!value.isString()) {
            fault(field, what(value) + " (expected: " + expected + ")");
            return null;
        }
        if (!isGood.test(value.stringValue())) {
            fault(field, shortened(value.stringValue()) + " (expected: " + expected + ")");
            return null;
        }
        return value.stringValue().strip();
    }

    @Nullable
    String url(String field, boolean isRequired, OutboundGuard guard) {
        String url = text(field, isRequired, "an http or https URL", anything -> true);
        Optional<String> fault = Optional.ofNullable(url).flatMap(guard::fault);
        fault.ifPresent(message -> fault(field, message));
        return fault.isPresent() ? null : url;
    }

    @Nullable
    WebhookSecret secret() {
        JsonNode given = json.path("secret");
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        Optional<WebhookSecret> secret = WebhookSecret.of(given.asString(""));
        if (secret.isEmpty()) {
            // the value is not repeated: it may be a real secret with a typo
            fault("secret", "not a secret (expected: whsec_ and 24 to 64 bytes in base64)");
        }
        return secret.orElse(null);
    }

    @Nullable
    List<String> addresses(boolean isRequired) {
        if (json.path("to").isMissingNode() && !isRequired) {
            return null;
        }
        List<String> to = texts("to", MOST_ADDRESSES, DraftFields::isAddress, "a mail address");
        if (json.path("to").isArray() && to.isEmpty()) {
            fault("to", "0 entries (expected: 1 to " + MOST_ADDRESSES + ")");
        } else if (!json.hasNonNull("to")) {
            fault("to", "missing (expected: 1 to " + MOST_ADDRESSES + " mail addresses)");
        }
        return to;
    }

    private static boolean isAddress(String text) {
        return text.length() <= LONGEST_ADDRESS
                && text.indexOf('@') <= LONGEST_LOCAL_PART
                && ADDRESS.matcher(text).matches()
                && isDomain(text.substring(text.indexOf('@') + 1));
    }

    private static boolean isDomain(String text) {
        try {
            return !IDN.toASCII(text).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The interest, of whose parts those that are not given stay as they were. */
    Interest interest(Interest before) {
        List<String> rules =
                json.has("rules") ? texts("rules", MOST_ENTRIES, DraftFields::isName, "a name") : before.rules();
        List<String> teams =
                json.has("teams") ? texts("teams", MOST_ENTRIES, DraftFields::isName, "a name") : before.teams();
        List<EventType> types = before.types();
        if (json.has("types")) {
            types =
                    texts("types", MOST_ENTRIES, slug -> eventType(slug).isPresent(), "one of " + EventType.slugs())
                            .stream()
                            .map(DraftFields::eventType)
                            .flatMap(Optional::stream)
                            .toList();
        }
        return new Interest(rules, teams, types);
    }

    private static Optional<EventType> eventType(String slug) {
        return EventType.of(slug).filter(EventType::isOfCase);
    }

    @Nullable
    JsonNode pace() {
        JsonNode pace = json.path("pace");
        if (pace.isMissingNode() || pace.isNull()) {
            return null;
        }
        if (!pace.isObject() || pace.toString().length() > LARGEST_PACE) {
            fault("pace", what(pace) + " (expected: an object of at most " + LARGEST_PACE + " characters)");
            return null;
        }
        return pace;
    }

    @Nullable
    Boolean flag(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isBoolean()) {
            fault(field, what(value) + " (expected: true or false)");
            return null;
        }
        return value.booleanValue();
    }

    private List<String> texts(String field, int most, Predicate<String> isGood, String expected) {
        JsonNode array = json.path(field);
        if (array.isMissingNode() || array.isNull()) {
            return List.of();
        }
        if (!array.isArray() || array.size() > most) {
            String found = array.isArray() ? array.size() + " entries" : what(array);
            fault(field, found + " (expected: a list of at most " + most + ")");
            return List.of();
        }
        for (int i = 0; i < array.size(); i++) {
            JsonNode entry = array.get(i);
            if (!entry.isString() || !isGood.test(entry.stringValue())) {
                String found = entry.isString() ? shortened(entry.stringValue()) : what(entry);
                fault(field + "[" + i + "]", found + " (expected: " + expected + ")");
            }
        }
        return array.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .distinct()
                .collect(Collectors.toList());
    }

    private static String what(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "missing";
        }
        return value.isString()
                ? shortened(value.stringValue())
                : "a JSON " + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
