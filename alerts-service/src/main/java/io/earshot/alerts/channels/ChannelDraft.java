package io.earshot.alerts.channels;

import io.earshot.alerts.outbound.OutboundGuard;
import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a client posted to make a channel, checked. */
record ChannelDraft(String name, String url, WebhookSecret secret, boolean isSecretMade) {

    private static final Set<String> KNOWN = Set.of("name", "type", "url", "secret");
    private static final int LONGEST_NAME = 100;

    /**
     * @throws ProblemException naming every fault
     */
    static ChannelDraft read(JsonNode json, OutboundGuard guard) {
        if (!json.isObject()) {
            throw ProblemException.invalid("", "not an object (expected: {\"name\", \"type\", \"url\", \"secret\"})");
        }
        List<FieldFault> faults = new ArrayList<>();
        json.propertyNames().stream()
                .filter(field -> !KNOWN.contains(field))
                .forEach(field -> faults.add(
                        new FieldFault(shortened(field), "unknown field (expected: name, type, url or secret)")));
        String name = text(json, "name", "1 to 100 characters", faults).strip();
        if (json.has("name") && (name.isEmpty() || name.length() > LONGEST_NAME)) {
            faults.add(new FieldFault("name", name.length() + " characters (expected: 1 to 100)"));
        }
        String type = text(json, "type", "webhook", faults);
        if (json.has("type") && !type.equals("webhook")) {
            faults.add(new FieldFault("type", shortened(type) + " (expected: webhook; no other type is there yet)"));
        }
        String url = text(json, "url", "an http or https URL", faults);
        if (json.path("url").isString()) {
            guard.fault(url).ifPresent(fault -> faults.add(new FieldFault("url", fault)));
        }
        Optional<WebhookSecret> secret = secret(json, faults);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new ChannelDraft(name, url, secret.orElseGet(WebhookSecret::make), secret.isEmpty());
    }

    private static Optional<WebhookSecret> secret(JsonNode json, List<FieldFault> faults) {
        JsonNode given = json.path("secret");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        Optional<WebhookSecret> secret = WebhookSecret.of(given.asString(""));
        if (secret.isEmpty()) {
            // the value is not repeated: it may be a real secret with a typo
            faults.add(new FieldFault("secret", "not a secret (expected: whsec_ and 24 to 64 bytes in base64)"));
        }
        return secret;
    }

    private static String text(JsonNode json, String field, String expected, List<FieldFault> faults) {
        JsonNode value = json.path(field);
        if (value.isString()) {
            return value.stringValue();
        }
        faults.add(new FieldFault(
                field,
                (value.isMissingNode() || value.isNull() ? "missing" : "not text") + " (expected: " + expected + ")"));
        return "";
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
