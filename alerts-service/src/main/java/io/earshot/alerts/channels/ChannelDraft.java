package io.earshot.alerts.channels;

import io.earshot.alerts.posted.PostedFields;
import io.earshot.alerts.problem.ProblemException;
import java.util.List;
import java.util.Optional;
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
        PostedFields posted = PostedFields.ofAny(json, List.of("name", "type"));
        DraftFields fields = new DraftFields(posted);
        Optional<ChannelType> type = type(posted, before, rules);
        boolean isNew = before == null;
        fields.allow(type.orElse(null), isNew);
        String name = fields.name(isNew);
        String url =
                type.filter(known -> known == ChannelType.EMAIL).isPresent() ? null : fields.url(isNew, rules.guard());
        List<String> to = type.filter(known -> known == ChannelType.EMAIL).isPresent() ? fields.addresses(isNew) : null;
        WebhookSecret secret =
                type.filter(known -> known == ChannelType.WEBHOOK).isPresent() ? fields.secret() : null;
        Interest interest = fields.interest(before == null ? Interest.ALL : before.interest());
        JsonNode pace = fields.pace();
        if (pace != null) {
            type.ifPresent(known ->
                    rules.paces().forEach(one -> one.faults(known, pace).forEach(posted::add)));
        }
        Boolean enabled = posted.flag("enabled").orElse(null);
        posted.check();
        return new ChannelDraft(name, type.orElseThrow(), url, secret, to, interest, json.has("pace"), pace, enabled);
    }

    private static Optional<ChannelType> type(PostedFields posted, @Nullable Channel before, DraftRules rules) {
        if (before == null) {
            Optional<ChannelType> type = posted.required("type", ChannelType::of, ChannelType.slugs());
            type.flatMap(rules::fault).ifPresent(fault -> posted.fault("type", fault));
            return type;
        }
        Optional<ChannelType> type = posted.given("type", ChannelType::of, ChannelType.slugs());
        if (type.isPresent() && type.get() != before.type()) {
            posted.fault(
                    "type",
                    type.get().slug() + " (expected: " + before.type().slug() + "; the type of a channel stays)");
        }
        return Optional.of(before.type());
    }
}
