package io.earshot.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.outbound.GuardsForTests;
import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class ChannelDraftTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final DraftRules rules = new DraftRules(
            GuardsForTests.strict(),
            List.of((type, pace) ->
                    pace.has("colour") ? List.of(new FieldFault("pace.colour", "unknown field")) : List.of()),
            List.of());
    private final ChannelChanges changes = new ChannelChanges(
            Clock.fixed(NOW, ZoneOffset.UTC),
            new ChannelProperties(
                    List.of("k1:" + Base64.getEncoder().encodeToString(new byte[32])), Duration.ofHours(24)));

    @Test
    void namesEveryFaultOfAWebhookAtOnce() {
        assertThat(faults("""
                {"name": " ", "type": "webhook", "url": "http://127.0.0.1/", "secret": "whsec_short", "to": [],
                 "rules": "all", "teams": ["care", "V.I.P."], "types": ["case.opened", "case.closed", "channel.test"], "pace": {"colour": 1}, "enabled": "yes"}"""))
                .containsExactlyInAnyOrder(
                        "name",
                        "url",
                        "secret",
                        "to",
                        "rules",
                        "teams[1]",
                        "types[1]",
                        "types[2]",
                        "pace.colour",
                        "enabled");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(faults("{}")).containsExactlyInAnyOrder("name", "type", "url");
        assertThat(faults("{\"name\": \"n\", \"type\": \"webhook\"}")).containsExactly("url");
        assertThat(faults("{\"name\": \"n\", \"type\": \"slack\", \"secret\": \"x\"}"))
                .containsExactlyInAnyOrder("url", "secret");
        assertThat(faults("{\"name\": \"n\", \"type\": \"email\", \"url\": \"https://x.example\"}"))
                .containsExactlyInAnyOrder("to", "url");
        assertThat(faults("{\"name\": \"n\", \"type\": \"email\", \"to\": []}")).containsExactly("to");
        assertThat(faults("{\"name\": \"n\", \"type\": \"email\", \"to\": null}"))
                .containsExactly("to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team@shop.example",
                "a.b+cases@mail.shop.example",
                "o'neil@shop.example",
                "kontakt@büro.example",
                "support@localhost"
            })
    void takesMailAddresses(String address) {
        Channel channel = create("{\"name\": \"n\", \"type\": \"email\", \"to\": [\"%s\"]}".formatted(address));

        assertThat(channel.target()).isEqualTo(new Target.Email(List.of(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "team",
                "@shop.example",
                "team@",
                "team@shop",
                "te am@shop.example",
                "team@shop.example\\r\\nBcc: all@shop.example",
                "Team <team@shop.example>",
                "a@b.example,c@d.example",
                "team@-shop.example",
                "büro@shop.example",
                "team..x@shop.example"
            })
    void takesNoneThatIsNoMailAddress(String address) {
        assertThat(faults("{\"name\": \"n\", \"type\": \"email\", \"to\": [\"%s\"]}".formatted(address)))
                .containsExactly("to[0]");
    }

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        Channel before = create("""
                {"name": "n", "type": "webhook", "url": "https://x.example/", "secret": "%s", "teams": ["a"], "pace": {"digest": "1h"}}""".formatted(SECRET));

        Channel after = change(before, "{\"name\": \"m\", \"pace\": null, \"enabled\": false}");

        assertThat(after.name()).isEqualTo("m");
        assertThat(after.pace()).isNull();
        assertThat(after.enabled()).isFalse();
        assertThat(after.target()).isEqualTo(before.target());
        assertThat(after.interest()).isEqualTo(before.interest());
        assertThat(after.version()).isEqualTo(2);
        assertThat(change(after, "{\"enabled\": true}").off()).isNull();
    }

    @Test
    void keepsAnEmailChannelFromLosingItsAddresses() {
        Channel email = create("{\"name\": \"n\", \"type\": \"email\", \"to\": [\"a@b.example\"]}");

        assertThat(catchThrowableOfType(ProblemException.class, () -> change(email, "{\"to\": null}")))
                .hasMessage("to: missing (expected: 1 to 10 mail addresses)");
        assertThat(change(email, "{\"name\": \"m\"}").target()).isEqualTo(email.target());
    }

    @Test
    void keepsTheTypeOfAChannel() {
        Channel slack =
                create("{\"name\": \"n\", \"type\": \"slack\", \"url\": \"https://hooks.slack.example/T/B/x\"}");

        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> change(slack, "{\"type\": \"email\", \"to\": [\"a@b.example\"]}"));

        assertThat(refused).hasMessageContaining("2 faults");
    }

    @Test
    void letsTheFormerSecretSignForATime() {
        Channel before = create("{\"name\": \"n\", \"type\": \"webhook\", \"url\": \"https://x.example/\"}");
        Target.Webhook old = (Target.Webhook) before.target();

        Target.Webhook rotated = (Target.Webhook)
                change(before, "{\"secret\": \"%s\"}".formatted(SECRET)).target();

        assertThat(rotated.secrets(NOW))
                .containsExactly(WebhookSecret.of(SECRET).orElseThrow(), old.secret());
        assertThat(rotated.secrets(NOW.plus(Duration.ofHours(24)))).hasSize(1);
        assertThat(change(before, "{\"secret\": \"%s\"}".formatted(old.secret().written()))
                        .target())
                .isEqualTo(old);
    }

    @Test
    void isStoredWithoutItsSecretsInTheOpenPart() {
        Channel webhook = change(
                create(
                        "{\"name\": \"n\", \"type\": \"webhook\", \"url\": \"https://x.example/\", \"types\": [\"case.opened\"]}"),
                "{\"secret\": \"%s\", \"enabled\": false}".formatted(SECRET));
        Channel slack =
                create("{\"name\": \"n\", \"type\": \"slack\", \"url\": \"https://hooks.slack.example/T/B/x\"}");

        assertThat(List.of(webhook, slack)).allSatisfy(channel -> {
            assertThat(ChannelJson.open(channel)).doesNotContain("whsec_", "/T/B/x");
            assertThat(channel.toString()).doesNotContain("/T/B/x", SECRET);
            assertThat(ChannelJson.channel(
                            "shop",
                            channel.id(),
                            channel.version(),
                            ChannelJson.open(channel),
                            ChannelJson.secret(channel)))
                    .isEqualTo(channel);
        });
        assertThat(ChannelView.of(slack, NOW).url()).isEqualTo("https://hooks.slack.example/…");
        assertThat(ChannelView.of(change(slack, "{\"url\": \"http://chat.example/hooks/x\"}"), NOW)
                        .url())
                .isEqualTo("http://chat.example/…");
    }

    @Test
    void hearsOfWhatItIsInterestedIn() {
        Interest interest = new Interest(List.of("nps-detractor"), List.of("vip"), List.of(EventType.OPENED));

        assertThat(interest.isIn(event("nps-detractor", "vip", EventType.OPENED)))
                .isTrue();
        assertThat(interest.isIn(event("review", "vip", EventType.OPENED))).isFalse();
        assertThat(interest.isIn(event("nps-detractor", null, EventType.OPENED)))
                .isFalse();
        assertThat(interest.isIn(event("nps-detractor", "vip", EventType.UPDATED)))
                .isFalse();
        assertThat(Interest.ALL.isIn(event("review", null, EventType.UPDATED))).isTrue();
    }

    private static CaseEvent event(String rule, String team, EventType type) {
        return new CaseEvent("shop", "c", UUID.randomUUID(), 1, type, NOW, "detractor", rule, team, "{}");
    }

    private Channel create(String json) {
        return changes.create("shop", ChannelDraft.read(MAPPER.readTree(json), rules));
    }

    private Channel change(Channel before, String json) {
        return changes.change(before, ChannelDraft.read(MAPPER.readTree(json), before, rules));
    }

    private List<String> faults(String json) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> create(json));
        return refused.faults().stream().map(FieldFault::field).toList();
    }
}
