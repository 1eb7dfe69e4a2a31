package io.earshot.alerts.channels;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.outbound.OutboundGuard;
import io.earshot.alerts.posted.PostedFields;
import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what only channels have. What is missing or faulty is null. */
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

    private final PostedFields posted;

    DraftFields(PostedFields posted) {
        this.posted = posted;
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
        posted.allow(known);
    }

    /** Text that a new channel has to have; a change may leave it out. */
    <T> @Nullable T text(String field, boolean isRequired, Function<String, Optional<T>> parse, String expected) {
        return (isRequired ? posted.required(field, parse, expected) : posted.given(field, parse, expected))
                .orElse(null);
    }

    @Nullable
    String name(boolean isRequired) {
        return text(
                "name",
                isRequired,
                text -> PostedFields.asLine(text, LONGEST_NAME),
                PostedFields.expectedLine(LONGEST_NAME));
    }

    @Nullable
    String url(boolean isRequired, OutboundGuard guard) {
        String url = text("url", isRequired, text -> Optional.of(text.strip()), "an http or https URL");
        Optional<String> fault = Optional.ofNullable(url).flatMap(guard::fault);
        fault.ifPresent(message -> posted.fault("url", message));
        return fault.isPresent() ? null : url;
    }

    @Nullable
    WebhookSecret secret() {
        if (!posted.isThere("secret")) {
            return null;
        }
        Optional<WebhookSecret> secret = WebhookSecret.of(posted.at("secret").asString(""));
        if (secret.isEmpty()) {
            // the value is not repeated: it may be a real secret with a typo
            posted.fault("secret", "not a secret (expected: whsec_ and 24 to 64 bytes in base64)");
        }
        return secret.orElse(null);
    }

    @Nullable
    List<String> addresses(boolean isRequired) {
        if (!isRequired && !posted.has("to")) {
            return null;
        }
        String expected = " (expected: 1 to " + MOST_ADDRESSES + " mail addresses)";
        List<String> to = posted.list(
                "to", MOST_ADDRESSES, text -> Optional.of(text).filter(DraftFields::isAddress), "a mail address");
        if (!posted.isThere("to")) {
            posted.fault("to", "missing" + expected);
        } else if (posted.at("to").isArray() && posted.at("to").isEmpty()) {
            posted.fault("to", "0 entries" + expected);
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
        return new Interest(
                posted.has("rules") ? names("rules") : before.rules(),
                posted.has("teams") ? names("teams") : before.teams(),
                posted.has("types")
                        ? posted.list("types", MOST_ENTRIES, DraftFields::eventType, "one of " + EventType.slugs())
                        : before.types());
    }

    /** Of rules, watches or teams: another than such a name would keep the channel from ever hearing of anything. */
    private List<String> names(String field) {
        return posted.list(field, MOST_ENTRIES, PostedFields::asName, PostedFields.A_NAME);
    }

    private static Optional<EventType> eventType(String slug) {
        return EventType.of(slug).filter(EventType::isOfCase);
    }

    @Nullable
    JsonNode pace() {
        JsonNode pace = posted.at("pace");
        if (!posted.isThere("pace")) {
            return null;
        }
        if (!pace.isObject() || pace.toString().length() > LARGEST_PACE) {
            posted.fault(
                    "pace",
                    PostedFields.shown(pace) + " (expected: an object of at most " + LARGEST_PACE + " characters)");
            return null;
        }
        return pace;
    }
}
