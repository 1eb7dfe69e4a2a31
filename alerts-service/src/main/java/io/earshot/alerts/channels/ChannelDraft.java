package io.earshot.alerts.channels;

import io.earshot.alerts.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client posted to make or to change a channel, checked. What it left out is null.
 *
 * @param url of a webhook or of Slack
 * @param to mail addresses
 * @param isPaceGiven whether it says anything of the pace: null ends it
 */
record ChannelDraft(
        @Nullable String name,
        ChannelType type,
        @Nullable String url,
        @Nullable WebhookSecret secret,
        @Nullable List<String> to,
        @Nullable Interest interest,
        boolean isPaceGiven,
        @Nullable JsonNode pace,
        @Nullable Boolean enabled) {

    /**
     * Reads a new channel.
     *
     * @throws ProblemException naming every fault
     */
    static ChannelDraft read(JsonNode json, DraftRules rules) {
        return read(json, null, rules);
    }

    /**
     * Reads a change.
     *
     * @param before the channel to change; null for a new one, that must say everything
     * @throws ProblemException naming every fault
     */
    static ChannelDraft read(JsonNode json, @Nullable Channel before, DraftRules rules) {
        DraftFields fields = new DraftFields(json);
        Optional<ChannelType> type = type(fields, before, rules);
        boolean isNew = before == null;
        fields.allow(type.orElse(null), isNew);
        String name = fields.text("name", isNew, "1 to 100 characters", DraftFields::isName);
        String url = type.filter(known -> known == ChannelType.EMAIL).isPresent()
                ? null
                : fields.url("url", isNew, rules.guard());
        List<String> to = type.filter(known -> known == ChannelType.EMAIL).isPresent() ? fields.addresses(isNew) : null;
        WebhookSecret secret =
                type.filter(known -> known == ChannelType.WEBHOOK).isPresent() ? fields.secret() : null;
        Interest interest = fields.interest(before == null ? Interest.ALL : before.interest());
        JsonNode pace = fields.pace();
        if (pace != null) {
            type.ifPresent(known ->
                    rules.paces().forEach(one -> one.faults(known, pace).forEach(fields::add)));
        }
        Boolean enabled = fields.flag("enabled");
        fields.throwFaults();
        return new ChannelDraft(name, type.orElseThrow(), url, secret, to, interest, json.has("pace"), pace, enabled);
    }

    private static Optional<ChannelType> type(DraftFields fields, @Nullable Channel before, DraftRules rules) {
        Predicate<String> isType = slug -> ChannelType.of(slug).isPresent();
        String slug = fields.text("type", before == null, ChannelType.slugs(), isType);
        Optional<ChannelType> type = Optional.ofNullable(slug).flatMap(ChannelType::of);
        if (before == null) {
            type.flatMap(rules::fault).ifPresent(fault -> fields.fault("type", fault));
            return type;
        }
        if (type.isPresent() && type.get() != before.type()) {
            fields.fault("type", slug + " (expected: " + before.type().slug() + "; the type of a channel stays)");
        }
        return Optional.of(before.type());
    }
}
